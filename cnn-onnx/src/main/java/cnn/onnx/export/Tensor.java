package cnn.onnx.export;

/**
 * A value of the graph that is written.
 *
 * @param name what nodes call it
 * @param dims lengths of its axes; of one that is computed, without the batch, which is before them
 */
public record Tensor(String name, int... dims) {
    /** Stands for an input that is left out. */
    public static final Tensor NONE = new Tensor("");

    /** How many numbers it has, of one example where it is computed. */
    public int size() {
        int size = 1;
        for (int dim : dims) {
            size *= dim;
        }
        return size;
    }
}
