package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.kernel.Channelwise;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.gradient.PartialGradients;
import cnn.layers.init.Constant;
import java.util.Arrays;

/**
 * Rectified linear unit that learns how much of the negative side it lets through: y = x for x &gt; 0, otherwise
 * slope[c] · x. Any shape; the derivative at 0 is the slope. Parameter {@code slope} (C), one number a channel, which
 * decay of weights leaves alone.
 *
 * <p>He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015, section 2.1.
 *
 * @param slope what all slopes are at first, finite
 */
@Id("prelu")
public record Prelu(@Default("0.25") double slope) implements Layer {
    public Prelu {
        if (!Float.isFinite((float) slope)) {
            throw new IllegalArgumentException("Prelu slope is " + slope + ". Give a finite number, for example 0.25.");
        }
    }

    /** Slopes that begin at 0.25. */
    public static Prelu of() {
        return new Prelu(0.25);
    }

    /** With slopes that begin elsewhere. */
    public Prelu slope(double start) {
        return new Prelu(start);
    }

    @Override
    public Bound bind(Binding in) {
        Param slopes = in.param("slope", Shape.vector(in.input().channels()), new Constant((float) slope));
        return Bound.of(in.input(), new Bend(in, slopes));
    }

    /** A task is an example; its part of the slopes' gradients is a sum over its positions. */
    private static final class Bend implements Op {
        private final int size;
        private final PixelGroup pixels;
        private final int width;
        private final Param slopes;
        private final FloatSlot repeated;
        private final FloatSlot products;
        private final FloatSlot partials;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Bend(Binding in, Param slopes) {
            this.slopes = slopes;
            size = in.input().size();
            pixels = new PixelGroup(in.input().channels());
            width = pixels.width();
            repeated = in.shared(0, width);
            products = in.scratchForTraining(size);
            partials = in.sharedForTraining(width, 0);
        }

        @Override
        public void forward(Forward pass) {
            repeatSlopes(pass.values(slopes), pass.floats(repeated));
            pass.run(pass.batch(), (long) pass.batch() * size * 3, forwardExample);
        }

        @Override
        public void backward(Backward pass) {
            repeatSlopes(pass.values(slopes), pass.floats(repeated));
            pass.run(pass.batch(), (long) pass.batch() * size * 5, backwardExample);
            PartialGradients.gather(pass, slopes, partials, 0, width, pass.batch());
        }

        private void repeatSlopes(float[] values, float[] to) {
            System.arraycopy(values, 0, to, 0, pixels.channels());
            pixels.repeat(to, 0);
        }

        private void forwardExample(Forward pass, int example) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] slope = pass.floats(repeated);
            int end = (example + 1) * size;
            for (int at = example * size; at < end; at += width) {
                int count = Math.min(width, end - at);
                for (int i = 0; i < count; i++) {
                    y[at + i] = Math.max(x[at + i], 0f) + slope[i] * Math.min(x[at + i], 0f);
                }
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] x = pass.input();
            float[] dy = pass.outputGradient();
            int first = example * size;
            if (pass.wantsInputGradient()) {
                float[] dx = pass.inputGradient();
                float[] slope = pass.floats(repeated);
                for (int at = first; at < first + size; at += width) {
                    int count = Math.min(width, first + size - at);
                    for (int i = 0; i < count; i++) {
                        float positive = Curve.step(x[at + i]);
                        dx[at + i] = dy[at + i] * positive + slope[i] * dy[at + i] * (1f - positive);
                    }
                }
            }
            if (pass.wantsGradient(slopes)) {
                float[] product = pass.floats(products);
                float[] sums = pass.floats(partials);
                for (int i = 0; i < size; i++) {
                    product[i] = dy[first + i] * Math.min(x[first + i], 0f);
                }
                Channelwise kernels = pass.kernels().channelwise();
                int to = example * width;
                Arrays.fill(sums, to, to + width, 0);
                kernels.addSums(product, 0, size, width, sums, to);
                pixels.fold(sums, to);
            }
        }
    }
}
