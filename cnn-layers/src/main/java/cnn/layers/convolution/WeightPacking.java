package cnn.layers.convolution;

import cnn.api.kernel.Panels;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A layer's weights (…, outputs) and bias with the factors that it has absorbed. Packing runs once for each version of the
 * weights; only where factors were absorbed does it make copies.
 *
 * @param weights the outputs last
 * @param bias one number an output, or null
 * @param absorbed what was absorbed
 */
record WeightPacking(Param weights, @Nullable Param bias, Absorbed absorbed) {
    /** Whether sums start from numbers rather than from 0. */
    boolean startsFromNumbers() {
        return bias != null || !absorbed.affine().isEmpty();
    }

    /** Floats of {@link #start}: two whole panels more than needed, since kernels read whole vectors. */
    int startFloats() {
        return weights.shape().channels() + 2 * Panels.WIDTH;
    }

    /** The weights, each output's times its factor. To be read only. */
    float[] weights(Packer.Values values) {
        float[] plain = values.of(weights);
        if (absorbed.affine().isEmpty()) {
            return plain;
        }
        float[] factors = new float[weights.shape().channels()];
        absorbed.fold(values, factors, new float[factors.length]);
        float[] scaled = plain.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factors[i % factors.length];
        }
        return scaled;
    }

    /** Overwrites {@code start} with what each output's sum starts from. */
    void start(Packer.Values values, float[] start) {
        int outputs = weights.shape().channels();
        if (bias != null) {
            System.arraycopy(values.of(bias), 0, start, 0, outputs);
        } else {
            Arrays.fill(start, 0, outputs, 0);
        }
        if (!absorbed.affine().isEmpty()) {
            absorbed.fold(values, new float[outputs], start);
        }
    }
}
