package cnn.layers.normalization;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.kernel.PixelGroup;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Epilogue;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.layers.gradient.PartialGradients;
import cnn.layers.init.Constant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies each channel by a factor that is learnt: y[c] = scale[c] · x[c] for each position. At the end of a residual
 * block's body, where it begins near 0, deep networks begin as their shortcuts. In prediction it costs nothing behind a
 * convolution, which has it in its weights.
 *
 * <p>Any shape: channels are the last axis. Parameter {@code scale} (C), which decay of weights leaves alone.
 *
 * <p>Touvron, Cord, Sablayrolles, Synnaeve and Jégou, "Going deeper with image transformers", ICCV 2021, section 2.
 *
 * @param start what all factors are at first, finite
 */
@Id("layer-scale")
public record LayerScale(@Default("1.0e-6") double start) implements Layer {
    public LayerScale {
        if (!Float.isFinite((float) start)) {
            throw new IllegalArgumentException(
                    "LayerScale start is " + start + ". Give a number that is finite as a float, for example 1.0e-6.");
        }
    }

    /** Factors that begin at 10⁻⁶. */
    public static LayerScale of() {
        return of(1e-6);
    }

    /** Factors that begin at this. */
    public static LayerScale of(double start) {
        return new LayerScale(start);
    }

    @Override
    public Bound bind(Binding in) {
        Param scale = in.param("scale", Shape.vector(in.input().channels()), new Constant((float) start));
        return Bound.of(in.input(), new Scaling(in, scale));
    }

    /** A task is an example; its part of the factors' gradients is a sum over its positions. */
    private static final class Scaling implements Op {
        private final int size;
        private final PixelGroup pixels;
        private final int width;
        private final Param scale;
        private final FloatSlot factors;
        /** What the sums of gradients take for means. */
        private final FloatSlot zeros;
        /** For each example the sums of dy and of dy · x. */
        private final FloatSlot partials;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Scaling(Binding in, Param scale) {
            this.scale = scale;
            size = in.input().size();
            pixels = new PixelGroup(in.input().channels());
            width = pixels.width();
            factors = in.shared(0, width);
            zeros = in.sharedForTraining(0, width);
            partials = in.sharedForTraining(Math.multiplyExact(2, width), 0);
        }

        @Override
        public @Nullable Epilogue epilogue(Epilogue.Place place) {
            if (place.training()) {
                return null;
            }
            return (Epilogue.ChannelAffine) (values, scales, offsets) -> {
                System.arraycopy(values.of(scale), 0, scales, 0, pixels.channels());
                Arrays.fill(offsets, 0, pixels.channels(), 0);
            };
        }

        @Override
        public void forward(Forward pass) {
            repeatFactors(pass.values(scale), pass.floats(factors));
            pass.run(pass.batch(), (long) pass.batch() * size, forwardExample);
        }

        @Override
        public void backward(Backward pass) {
            repeatFactors(pass.values(scale), pass.floats(factors));
            Arrays.fill(pass.floats(zeros), 0, width, 0);
            pass.run(pass.batch(), (long) pass.batch() * size * 3, backwardExample);
            PartialGradients.gather(pass, scale, partials, width, 2 * width, pass.batch());
        }

        private void repeatFactors(float[] values, float[] to) {
            System.arraycopy(values, 0, to, 0, pixels.channels());
            pixels.repeat(to, 0);
        }

        private void forwardExample(Forward pass, int example) {
            pass.kernels().channelwise().scale(pass.input(), example * size, size, width, pass.floats(factors), 0,
                    pass.output());
        }

        private void backwardExample(Backward pass, int example) {
            if (pass.wantsInputGradient()) {
                pass.kernels().channelwise().scale(pass.outputGradient(), example * size, size, width,
                        pass.floats(factors), 0, pass.inputGradient());
            }
            if (pass.wantsGradient(scale)) {
                float[] sums = pass.floats(partials);
                int to = 2 * example * width;
                Arrays.fill(sums, to, to + 2 * width, 0);
                pass.kernels().channelwise().addGradientSums(pass.outputGradient(), pass.input(), example * size, size,
                        width, pass.floats(zeros), sums, to);
                pixels.fold(sums, to + width);
            }
        }
    }
}
