package cnn.layers.convolution;

import cnn.api.kernel.Panels;
import cnn.api.layer.Packer;
import cnn.api.layer.Param;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weights (…, outputs) and bias with the factors that a layer has absorbed. Packing runs once for each version of the
 * weights; only where factors were absorbed does it make copies.
 *
 * @param source where weights and bias come from
 * @param outputs filters
 * @param absorbed what was absorbed
 */
record WeightPacking(Source source, int outputs, Absorbed absorbed) {
    /** Weights and bias that follow from parameters. */
    interface Source {
        /** The weights, to be read only. */
        float[] weights(Packer.Values values);

        /** Whether there is a bias. */
        boolean hasBias();

        /** Overwrites one number an output, where there is a bias. */
        void bias(Packer.Values values, float[] bias);
    }

    /** A layer's own parameters as they are. */
    record Own(Param weights, @Nullable Param bias) implements Source {
        @Override
        public float[] weights(Packer.Values values) {
            return values.of(weights);
        }

        @Override
        public boolean hasBias() {
            return bias != null;
        }

        @Override
        public void bias(Packer.Values values, float[] to) {
            float[] own = values.of(bias);
            System.arraycopy(own, 0, to, 0, own.length);
        }
    }

    /** Whether sums start from numbers rather than from 0. */
    boolean startsFromNumbers() {
        return source.hasBias() || !absorbed.affine().isEmpty();
    }

    /** Floats of {@link #start}: two whole panels more than needed, since kernels read whole vectors. */
    int startFloats() {
        return Math.addExact(outputs, 2 * Panels.WIDTH);
    }

    /** The weights, each output's times its factor. To be read only. */
    float[] weights(Packer.Values values) {
        float[] plain = source.weights(values);
        if (absorbed.affine().isEmpty()) {
            return plain;
        }
        float[] factors = new float[outputs];
        absorbed.fold(values, factors, new float[outputs]);
        float[] scaled = plain.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factors[i % outputs];
        }
        return scaled;
    }

    /** Overwrites {@code start} with what each output's sum starts from. */
    void start(Packer.Values values, float[] start) {
        if (source.hasBias()) {
            source.bias(values, start);
        } else {
            Arrays.fill(start, 0, outputs, 0);
        }
        if (!absorbed.affine().isEmpty()) {
            absorbed.fold(values, new float[outputs], start);
        }
    }

    /** Both, as a {@link cnn.api.layer.LinearMap} wants them. */
    void fill(Packer.Values values, float[] weights, float[] bias) {
        System.arraycopy(weights(values), 0, weights, 0, weights.length);
        start(values, bias);
    }
}
