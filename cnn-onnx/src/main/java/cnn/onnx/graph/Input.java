package cnn.onnx.graph;

import java.util.Arrays;

/**
 * A value that a graph is given from outside.
 *
 * @param name what nodes call it
 * @param type ONNX's number of its element type; 1 is float32
 * @param dims lengths of its axes, channels-first as a rule; −1 for one that is open, such as the batch
 */
public record Input(String name, int type, int[] dims) {
    /** ONNX's number of float32. */
    public static final int FLOAT = 1;

    /** The same with a first axis of this length, where it is open. */
    public Input first(int length) {
        if (dims.length == 0 || dims[0] >= 0) {
            return this;
        }
        int[] known = dims.clone();
        known[0] = length;
        return new Input(name, type, known);
    }

    /** {@code (-1, 3, 224, 224)}. */
    public String text() {
        String list = Arrays.toString(dims);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
