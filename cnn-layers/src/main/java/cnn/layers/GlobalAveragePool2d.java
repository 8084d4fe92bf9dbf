package cnn.layers;

import cnn.api.Id;
import cnn.api.Shape;
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
import java.util.Arrays;

/**
 * The mean of each feature map: y[c] = Σ over (i, j) of x[i, j, c] / (H · W). (H, W, C) → (C).
 *
 * <p>Lin, Chen and Yan, "Network in network", ICLR 2014, section 3.2.
 */
@Id("global-average-pool2d")
public record GlobalAveragePool2d() implements Layer {
    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        PixelGroup group = new PixelGroup(image.channels());
        return Bound.of(Shape.vector(image.channels()), new Mean(image, group, in.scratch(group.width())));
    }

    private static final class Mean implements Op {
        /** Pixel groups summed before they are added to the total: short sums lose fewer digits than one long one. */
        private static final int RUN = 64;

        private final int pixels;
        private final int channels;
        private final PixelGroup group;
        private final FloatSlot partialSums;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Mean(Shape image, PixelGroup group, FloatSlot partialSums) {
            this.pixels = image.height() * image.width();
            this.channels = image.channels();
            this.group = group;
            this.partialSums = partialSums;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), (long) pass.batch() * pixels * channels, forwardExample);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(pass.batch(), (long) pass.batch() * pixels * channels, backwardExample);
            }
        }

        private void forwardExample(Forward pass, int example) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] sums = pass.floats(partialSums);
            int out = example * channels;
            Arrays.fill(y, out, out + channels, 0);
            int width = group.width();
            int size = pixels * channels;
            for (int first = 0; first < size; first += RUN * width) {
                Arrays.fill(sums, 0, width, 0);
                pass.kernels().channelwise().addSums(x, example * size + first, Math.min(size - first, RUN * width),
                        width,
                        sums, 0);
                group.fold(sums, 0);
                for (int c = 0; c < channels; c++) {
                    y[out + c] += sums[c];
                }
            }
            for (int c = out; c < out + channels; c++) {
                y[c] /= pixels;
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            int out = example * channels;
            int first = out * pixels;
            for (int c = 0; c < channels; c++) {
                dx[first + c] = dy[out + c] / pixels;
            }
            int size = pixels * channels;
            for (int done = channels; done < size; done *= 2) {
                System.arraycopy(dx, first, dx, first + done, Math.min(done, size - done));
            }
        }
    }
}
