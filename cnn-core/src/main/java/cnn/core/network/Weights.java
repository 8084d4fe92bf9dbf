package cnn.core.network;

import cnn.api.Rng;
import cnn.api.Tensor;
import cnn.api.layer.Param;
import cnn.core.registry.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a network: one array for each parameter, trained or kept, in the network's order. Whoever trains
 * writes to them; a finished model never does.
 */
public final class Weights {
    private final List<Param> params;
    private final float[][] values;

    private Weights(List<Param> params, float[][] values) {
        this.params = params;
        this.values = values;
    }

    /** First values, drawn from a seed. Each parameter has a stream of its own. */
    public static Weights init(Network network, long seed) {
        Weights weights = zeros(network);
        for (Param param : network.params()) {
            try {
                param.init().fill(weights.values(param), param.shape(), new Rng(Rng.key(seed, param.index())));
            } catch (Throwable thrown) {
                throw Fault.of("Initializer of '" + param.name() + "'", param.init(), "fill", thrown);
            }
        }
        return weights;
    }

    /** All zero, to be filled. */
    public static Weights zeros(Network network) {
        List<Param> params = network.params();
        float[][] values = new float[params.size()][];
        params.forEach(param -> values[param.index()] = new float[param.shape().size()]);
        return new Weights(params, values);
    }

    /**
     * These arrays themselves, one for each parameter, as many numbers as its shape has: nobody else may have them.
     */
    public static Weights holding(Network network, Function<Param, float[]> arrays) {
        List<Param> params = network.params();
        float[][] values = new float[params.size()][];
        for (Param param : params) {
            float[] array = arrays.apply(param);
            if (array.length != param.shape().size()) {
                throw new IllegalArgumentException("Parameter '" + param.name() + "' was given " + array.length
                        + " numbers but has the shape " + param.shape() + ". Give an array of " + param.shape().size()
                        + ".");
            }
            values[param.index()] = array;
        }
        return new Weights(params, values);
    }

    /**
     * Values by name, which are copied.
     *
     * @throws IllegalArgumentException where one is missing, too many, or of another shape
     */
    public static Weights of(Network network, Map<String, Tensor> tensors) {
        Weights weights = zeros(network);
        for (Param param : network.params()) {
            Tensor tensor = tensors.get(param.name());
            if (tensor == null) {
                throw new IllegalArgumentException("There is no tensor '" + param.name() + "' for the network. Given: "
                        + String.join(", ", tensors.keySet()) + ".");
            }
            if (!tensor.shape().equals(param.shape())) {
                throw new IllegalArgumentException("Tensor '" + param.name() + "' has shape " + tensor.shape()
                        + " but the network needs " + param.shape() + ".");
            }
            System.arraycopy(tensor.data(), 0, weights.values(param), 0, tensor.data().length);
        }
        if (tensors.size() > network.params().size()) {
            var surplus = new LinkedHashMap<>(tensors);
            network.params().forEach(param -> surplus.remove(param.name()));
            throw new IllegalArgumentException(
                    "The network has no parameters for these tensors: " + String.join(", ", surplus.keySet()) + ".");
        }
        return weights;
    }

    /** The values of a parameter: the array itself. */
    public float[] values(Param param) {
        return values[param.index()];
    }

    /** The parameters, by index. */
    public List<Param> params() {
        return params;
    }

    /** Name → tensor, in the network's order. The arrays are the weights' own. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        params.forEach(param -> tensors.put(param.name(), new Tensor(param.shape(), values(param))));
        return tensors;
    }

    /** The first number that is none, such as {@code tensor 'dense-1/bias' has NaN at index 3}; null where all are finite. */
    public @Nullable String firstNotFinite() {
        for (Param param : params) {
            int index = indexOfNotFinite(values(param), 0, values(param).length);
            if (index >= 0) {
                return "tensor '" + param.name() + "' has " + values(param)[index] + " at index " + index;
            }
        }
        return null;
    }

    /** Index of the first value in a range that is NaN or infinite; −1 where all are finite. */
    public static int indexOfNotFinite(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!(Math.abs(values[i]) <= Float.MAX_VALUE)) {
                return i;
            }
        }
        return -1;
    }

    /** Numbers of their own, equal to these. */
    public Weights copy() {
        float[][] copies = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            copies[i] = values[i].clone();
        }
        return new Weights(params, copies);
    }

    /** Overwrites these numbers with those of the same network. */
    public void copyFrom(Weights other) {
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(other.values[i], 0, values[i], 0, values[i].length);
        }
    }
}
