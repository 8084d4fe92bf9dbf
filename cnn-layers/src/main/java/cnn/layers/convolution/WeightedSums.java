package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Correlation;

/** What every kind of convolution does going forward: one correlation, with the weights that it has packed, and what it has absorbed. */
final class WeightedSums {
    private final Correlation correlation;
    private final long multiplyAdds;
    private final PreparedWeights weights;
    private final FloatSlot scratch;
    private final ForwardTask task = this::task;
    private final Correlation.Finish finish;

    /**
     * Asks for all buffers.
     *
     * @param multiplyAdds for one example
     */
    WeightedSums(Correlation correlation, long multiplyAdds, WeightPacking packing, Binding in) {
        this.correlation = correlation;
        this.multiplyAdds = multiplyAdds;
        weights = PreparedWeights.of(correlation, packing, in);
        scratch = in.scratch(correlation.scratchFloats());
        finish = weights.finish() == null ? Correlation.Finish.NONE : this::finish;
    }

    void forward(Forward pass) {
        pass.run(correlation.tasks(pass.batch()), pass.batch() * multiplyAdds, task);
    }

    private void task(Forward pass, int index) {
        correlation.run(pass, pass.input(), pass.floats(weights.packed()), weights.start(pass), pass.output(),
                pass.floats(scratch), index, finish);
    }

    private void finish(Pass pass, float[] out, int at, int pixels, int pitch, int count) {
        weights.finish().forward((Forward) pass, out, at, pixels, pitch, count);
    }
}
