package cnn.onnx.translation;

import cnn.api.Shape;
import cnn.onnx.graph.Element;
import java.util.Arrays;

/**
 * A value that is computed for each example.
 *
 * @param source the layer that gives it; {@code input} for the network's input
 * @param shape what that layer gives for one example
 * @param dims the axes that ONNX sees, the batch included
 * @param layout where they lie in memory
 * @param type what ONNX takes the numbers for; here they are floats
 */
public record Activation(String source, Shape shape, int[] dims, Layout layout, Element type) {
    /** The same numbers as others. */
    public Activation as(Element other) {
        return new Activation(source, shape, dims, layout, other);
    }

    /** How many axes ONNX sees. */
    public int rank() {
        return dims.length;
    }

    /** {@code (1, 16, 4, 4)}. */
    public String text() {
        String list = Arrays.toString(dims);
        return "(" + list.substring(1, list.length() - 1) + ")";
    }

    /** The numbers of one example. */
    public int size() {
        return shape.size();
    }

    /** For each number in memory its index in ONNX's order. */
    public int[] onnxIndices() {
        return layout.onnxIndices();
    }

    /** Where both see the same axes, and the atoms are cut alike and lie alike. */
    public boolean liesLike(Activation other) {
        return Arrays.equals(layout.atoms(), other.layout.atoms()) && layout.lies(other.layout.order());
    }
}
