package cnn.onnx.translation;

/** What a node of one kind becomes. */
@FunctionalInterface
public interface Operator {
    /**
     * Adds the node's layers and says what its outputs are.
     *
     * @throws Unsupported where that cannot be
     */
    void translate(Step step);
}
