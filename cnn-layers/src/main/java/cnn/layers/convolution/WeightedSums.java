package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Correlation;
import org.jspecify.annotations.Nullable;

/** What every kind of convolution does going forward: one correlation, with the weights that it has packed, and what it has absorbed. */
final class WeightedSums {
    private final Correlation correlation;
    private final long multiplyAdds;
    private final @Nullable Elementwise elementwise;
    private final FloatSlot packed;
    private final @Nullable FloatSlot start;
    private final FloatSlot scratch;
    private final ForwardTask task = this::task;
    private final Correlation.Finish finish = this::finish;

    /**
     * Asks for all buffers.
     *
     * @param multiplyAdds for one example
     */
    WeightedSums(Correlation correlation, long multiplyAdds, WeightPacking packing, Binding in) {
        this.correlation = correlation;
        this.multiplyAdds = multiplyAdds;
        elementwise = packing.absorbed().elementwise();
        packed = in.packed(correlation.packedFloats(),
                (values, kernels, to) -> correlation.pack(packing.weights(values), kernels, to));
        start = packing.startsFromNumbers()
                ? in.packed(packing.startFloats(), (values, _, to) -> packing.start(values, to))
                : null;
        scratch = in.scratch(correlation.scratchFloats());
    }

    void forward(Forward pass) {
        pass.run(correlation.tasks(pass.batch()), pass.batch() * multiplyAdds, task);
    }

    private void task(Forward pass, int index) {
        correlation.run(pass, pass.input(), pass.floats(packed), start == null ? null : pass.floats(start),
                pass.output(), pass.floats(scratch), index, elementwise == null ? Correlation.Finish.NONE : finish);
    }

    private void finish(Pass pass, float[] out, int from, int to) {
        elementwise.forward((Forward) pass, out, from, to);
    }
}
