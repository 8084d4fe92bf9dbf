package cnn.layers.arithmetic;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;

/**
 * Numbers as a few whole ones: y = min(max(round(x / scale) + zero, low), high), halves rounded to the even number. Any
 * shape. What stands for x is scale · (y − zero). The gradient is that without rounding, dy / scale, and 0 beyond low and
 * high, so that what lies before can learn.
 *
 * <p>ONNX's QuantizeLinear. Jacob and others, "Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference", CVPR 2018.
 *
 * @param scale what one step stands for, above 0
 * @param zero the number that stands for 0
 * @param low the least of the numbers
 * @param high the greatest of the numbers
 */
@Id("quantize")
public record Quantize(double scale, @Default("0") double zero, @Default("-128") double low,
        @Default("127") double high) implements Layer {
    public Quantize {
        if (!((float) scale > 0 && Float.isFinite((float) scale) && Float.isFinite((float) zero)
                && Float.isFinite((float) low) && Float.isFinite((float) high) && low < high)) {
            throw new IllegalArgumentException("Quantize scale, zero, low and high are " + scale + ", " + zero + ", "
                    + low + " and " + high + " but need a scale above 0, a high above low, and to be finite as floats. "
                    + "Give for example 0.02, 0, -128 and 127.");
        }
    }

    /** Steps of this size, to numbers from −128 to 127. */
    public static Quantize of(double scale) {
        return new Quantize(scale, 0, -128, 127);
    }

    /** With another number for 0. */
    public Quantize zero(double number) {
        return new Quantize(scale, number, low, high);
    }

    /** To another least number. */
    public Quantize low(double least) {
        return new Quantize(scale, zero, least, high);
    }

    /** To another greatest number. */
    public Quantize high(double greatest) {
        return new Quantize(scale, zero, low, greatest);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(),
                new Steps(in.input().size(), (float) scale, (float) zero, (float) low, (float) high));
    }

    private static final class Steps implements Op {
        private static final int CHUNK = 8192;

        private final int size;
        private final float scale;
        private final float zero;
        private final float low;
        private final float high;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Steps(int size, float scale, float zero, float low, float high) {
            this.size = size;
            this.scale = scale;
            this.zero = zero;
            this.low = low;
            this.high = high;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, 4L * total, forwardChunk);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                int total = pass.batch() * size;
                pass.run((total + CHUNK - 1) / CHUNK, 4L * total, backwardChunk);
            }
        }

        private void forwardChunk(Forward pass, int chunk) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                y[i] = Math.min(Math.max((float) Math.rint(x[i] / scale) + zero, low), high);
            }
        }

        private void backwardChunk(Backward pass, int chunk) {
            float[] x = pass.input();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                float steps = x[i] / scale + zero;
                dx[i] = steps < low || steps > high ? 0 : dy[i] / scale;
            }
        }
    }
}
