package cnn.api.layer;

import cnn.api.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an op does in prediction where it is a convolution, or can be written as one:
 * {@code y[i, j, f] = bias[f] + Σ_(u, v, c) w[u, v, c, f] · x[i·stride + u·dilation − before, j·stride + v·dilation − before,
 * c]}, each axis with numbers of its own and 0 outside the input. A signal is an image of one row, a vector one of one pixel.
 *
 * <p>The sum of linear maps of one input is a linear map again. So an op that adds such branches may {@linkplain Op#merge
 * merge} them: a 3×3 and a 1×1 convolution side by side, each with its batch normalisation, become one 3×3 convolution.
 *
 * @param rows how windows move from top to bottom
 * @param columns how windows move from left to right
 * @param channels numbers of an input pixel
 * @param filters numbers of an output pixel
 * @param groups parts into which channels and filters are cut; a filter sees the channels of its own part
 * @param coefficients its weights and biases
 */
public record LinearMap(Axis rows, Axis columns, int channels, int filters, int groups, Coefficients coefficients) {
    public LinearMap {
        if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("A linear map of " + channels + " channels and " + filters
                    + " filters cannot be cut into " + groups + " groups. Give a number that divides both.");
        }
    }

    /**
     * How windows move along one axis.
     *
     * @param in pixels of the input
     * @param out pixels of the output, which are positions of the window
     * @param kernel elements of the window
     * @param stride pixels from one position to the next; of no effect where there is one position
     * @param dilation pixels from one element to the next; of no effect where there is one element
     * @param before pixels by which the first window reaches over the edge
     */
    public record Axis(int in, int out, int kernel, int stride, int dilation, int before) {
        /** Windows of one pixel, at every pixel. */
        public static Axis pixelwise(int pixels) {
            return new Axis(pixels, pixels, 1, 1, 1, 0);
        }
    }

    /** The numbers of a linear map, which follow from parameters alone. */
    @FunctionalInterface
    public interface Coefficients {
        /**
         * Overwrites both arrays, which are zero at first.
         *
         * @param weights (kernel height, kernel width, channels / groups, filters)
         * @param bias (filters)
         */
        void fill(Packer.Values values, float[] weights, float[] bias);
    }

    /** Factors and offsets by channel as a linear map; null for a shape of more axes than an image has. */
    public static @Nullable LinearMap of(Epilogue.ChannelAffine affine, Shape shape) {
        return channelwise(shape, affine::coefficients);
    }

    /** The map that gives its input; null for a shape of more axes than an image has. */
    public static @Nullable LinearMap identity(Shape shape) {
        return channelwise(shape, (_, factors, _) -> Arrays.fill(factors, 1));
    }

    private static @Nullable LinearMap channelwise(Shape shape, Coefficients coefficients) {
        int rank = shape.rank();
        if (rank > 3) {
            return null;
        }
        return new LinearMap(Axis.pixelwise(rank == 3 ? shape.dim(0) : 1),
                Axis.pixelwise(rank == 1 ? 1 : shape.dim(rank - 2)), shape.channels(), shape.channels(),
                shape.channels(), coefficients);
    }
}
