package cnn.core.interop;

import cnn.api.Shape;
import cnn.api.layer.Param;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Where another framework has the numbers of a parameter.
 *
 * <p>PyTorch's weights have outputs and inputs in front, (H, W, inputs, outputs) being (outputs, inputs, H, W) there, also those
 * of transposed convolutions, whose outputs and inputs stand the other way round in both. Keras' are as ours, but for depthwise
 * kernels: (H, W, 1, C · m) is (H, W, C, m), the same numbers in the same order.
 *
 * @param ours the parameter's shape here
 * @param theirs its axes there
 * @param turned whether outputs and inputs stand in front there
 * @param order of the inputs, or of a vector's numbers, where each stands there; null where they stand as here
 */
record Layout(Shape ours, int[] theirs, boolean turned, int @Nullable [] order) {
    private static final String WEIGHTS = "weights";

    /**
     * The layout of a parameter.
     *
     * @param input shape of the layer's input
     * @param axes that weights have there; 0 for as many as here
     * @param order of the layer's inputs
     */
    static Layout of(Framework framework, Param param, Shape input, int axes, int @Nullable [] order) {
        Shape shape = param.shape();
        boolean weights = param.name().endsWith("/" + WEIGHTS) && shape.rank() > 1;
        if (framework == Framework.KERAS) {
            return new Layout(shape, keras(param, input, weights), false, null);
        }
        int[] dims = shape.dims();
        if (weights) {
            int last = dims.length - 1;
            dims = IntStream.concat(IntStream.of(dims[last], dims[last - 1]), Arrays.stream(dims, 0, last - 1))
                    .toArray();
        }
        boolean follows = order != null
                && (weights
                        ? shape.dim(shape.rank() - 2) == order.length
                        : shape.rank() == 1 && shape.size() == order.length);
        return new Layout(shape, withAxes(dims, axes), weights, follows ? order : null);
    }

    private static int[] keras(Param param, Shape input, boolean weights) {
        int[] dims = param.shape().dims();
        int last = dims.length - 1;
        int channels = input.channels();
        if (weights && last >= 2 && dims[last - 1] == 1 && channels > 1 && dims[last] % channels == 0) {
            dims[last - 1] = channels;
            dims[last] /= channels;
        }
        return param.name().endsWith("/slope") && input.isImage() ? new int[] {1, 1, dims[0]} : dims;
    }

    private static int[] withAxes(int[] dims, int axes) {
        boolean units = axes < dims.length && Arrays.stream(dims, axes, dims.length).allMatch(dim -> dim == 1);
        if (axes == 0 || axes < dims.length && !units) {
            return dims;
        }
        int[] changed = Arrays.copyOf(dims, axes);
        Arrays.fill(changed, Math.min(dims.length, axes), axes, 1);
        return changed;
    }

    /** Whether a tensor there can be this parameter: axes of length 1 say nothing, except those of outputs and inputs. */
    boolean fits(long[] dims) {
        if (turned) {
            return dims.length > 1 && dims[0] == theirs[0] && dims[1] == theirs[1]
                    && Arrays.equals(told(Arrays.stream(dims, 2, dims.length)),
                            told(Arrays.stream(theirs, 2, theirs.length).asLongStream()));
        }
        long[] found = told(Arrays.stream(dims));
        return Arrays.equals(found, told(Arrays.stream(theirs).asLongStream()))
                || Arrays.equals(found, told(Arrays.stream(ours.dims()).asLongStream()));
    }

    /** Whether it is one number there for all that are here, as of a PReLU with one slope. */
    boolean spreads(long[] dims) {
        return ours.rank() == 1 && ours.size() > 1 && Arrays.stream(dims).allMatch(dim -> dim == 1);
    }

    private static long[] told(LongStream dims) {
        return dims.filter(dim -> dim != 1).toArray();
    }

    /** Puts numbers as they are there into an array as they are here. */
    void read(float[] there, float[] here) {
        for (int i = 0; i < here.length; i++) {
            here[i] = there[place(i)];
        }
    }

    /** The numbers as they are there. */
    float[] written(float[] here) {
        float[] there = new float[here.length];
        for (int i = 0; i < here.length; i++) {
            there[place(i)] = here[i];
        }
        return there;
    }

    /** Where number i of ours stands there. */
    private int place(int i) {
        if (!turned) {
            return order == null ? i : order[i];
        }
        int outputs = ours.channels();
        int inputs = ours.dim(ours.rank() - 2);
        int output = i % outputs;
        int input = i / outputs % inputs;
        int window = i / outputs / inputs;
        return (output * inputs + (order == null ? input : order[input])) * (ours.size() / outputs / inputs) + window;
    }
}
