package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.Epilogue.Elementwise;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * What weighted sums need besides their input.
 *
 * @param packed weights in the order in which the kernels want them
 * @param start what sums start from, one number a filter, or null for 0
 * @param finish what is done to them in the end, or null for nothing
 */
record PreparedWeights(FloatSlot packed, @Nullable FloatSlot start, @Nullable Elementwise finish) {
    /** Asks for the buffers that a correlation needs. */
    static PreparedWeights of(Correlation correlation, WeightPacking packing, Binding in) {
        FloatSlot packed = in.packed(correlation.packedFloats(),
                (values, kernels, to) -> correlation.pack(packing.weights(values), kernels, to));
        FloatSlot start = packing.startsFromNumbers()
                ? in.packed(packing.startFloats(), (values, _, to) -> packing.start(values, to))
                : null;
        return new PreparedWeights(packed, start, packing.absorbed().elementwise());
    }

    float @Nullable [] start(Pass pass) {
        return start == null ? null : pass.floats(start);
    }
}
