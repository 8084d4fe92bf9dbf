package cnn.layers.pool;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Pass;

/**
 * One number for each pixel: the mean of its channels, y[i, j, 0] = Σ over c of x[i, j, c] / C, or the highest of them.
 * (H, W, C) → (H, W, 1). Attention to places is made of it. The gradient of the highest goes to the first maximum; NaN gives
 * NaN.
 *
 * <p>Woo, Park, Lee and Kweon, "CBAM: convolutional block attention module", ECCV 2018, section 3.
 *
 * @param statistic mean or maximum
 */
@Id("channel-pool")
public record ChannelPool(Statistic statistic) implements Layer {
    /** What is taken of a pixel's channels. */
    public enum Statistic {
        /** Their mean. */
        MEAN,
        /** The highest. */
        MAXIMUM
    }

    @Override
    public Bound bind(Binding in) {
        Shape image = in.image();
        return Bound.of(Shape.image(image.height(), image.width(), 1), new PixelStatistic(image, statistic));
    }

    private static final class PixelStatistic implements Op {
        private static final int BLOCK = 8192;

        private final int pixels;
        private final int channels;
        private final int pixelsPerTask;
        private final boolean mean;
        private final ForwardTask forwardBlock = this::forwardBlock;
        private final BackwardTask backwardBlock = this::backwardBlock;

        PixelStatistic(Shape image, Statistic statistic) {
            channels = image.channels();
            pixels = image.size() / channels;
            pixelsPerTask = Math.max(1, BLOCK / channels);
            mean = statistic == Statistic.MEAN;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(tasks(pass), (long) pass.batch() * pixels * channels, forwardBlock);
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                pass.run(tasks(pass), (long) pass.batch() * pixels * channels, backwardBlock);
            }
        }

        private int tasks(Pass pass) {
            return (pass.batch() * pixels + pixelsPerTask - 1) / pixelsPerTask;
        }

        private int end(Pass pass, int block) {
            return Math.min(pass.batch() * pixels, (block + 1) * pixelsPerTask);
        }

        private void forwardBlock(Forward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int pixel = block * pixelsPerTask; pixel < end(pass, block); pixel++) {
                int from = pixel * channels;
                y[pixel] = mean ? (float) (sum(x, from) / channels) : maximum(x, from);
            }
        }

        private double sum(float[] x, int from) {
            double sum = 0;
            for (int i = from; i < from + channels; i++) {
                sum += x[i];
            }
            return sum;
        }

        private float maximum(float[] x, int from) {
            float maximum = x[from];
            for (int i = from + 1; i < from + channels; i++) {
                maximum = Math.max(maximum, x[i]);
            }
            return maximum;
        }

        private void backwardBlock(Backward pass, int block) {
            float[] x = pass.input();
            float[] y = pass.output();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            for (int pixel = block * pixelsPerTask; pixel < end(pass, block); pixel++) {
                int to = pixel * channels;
                float share = mean ? dy[pixel] / channels : 0;
                for (int i = to; i < to + channels; i++) {
                    dx[i] = share;
                }
                if (!mean) {
                    int first = to;
                    while (x[first] < y[pixel]) {
                        first++;
                    }
                    dx[first] = dy[pixel];
                }
            }
        }
    }
}
