package cnn.layers.gradient;

import cnn.api.layer.Backward;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;

/** The gradient of a parameter from the part that each task has found: tasks end in any order, and their parts have one. */
public final class PartialGradients {
    private PartialGradients() {
    }

    /**
     * Sums parts number by number, in double and in their order, into {@code pass.gradient(param)} where that is wanted.
     *
     * @param partials all parts
     * @param first where the first of them begins
     * @param stride numbers from the beginning of one part to that of the next
     * @param parts how many there are
     */
    public static void gather(Backward pass, Param param, FloatSlot partials, int first, int stride, int parts) {
        if (!pass.wantsGradient(param)) {
            return;
        }
        float[] sums = pass.floats(partials);
        float[] gradient = pass.gradient(param);
        int count = param.shape().size();
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int part = 0, at = first + i; part < parts; part++, at += stride) {
                sum += sums[at];
            }
            gradient[i] = (float) sum;
        }
    }
}
