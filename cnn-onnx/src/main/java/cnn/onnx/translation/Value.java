package cnn.onnx.translation;

import cnn.onnx.graph.Constant;

/** What a name of the graph stands for while it is translated. */
sealed interface Value {
    /**
     * Known before anything runs.
     *
     * @param constant the numbers
     * @param learns whether they follow from weights of the file, which training may change, rather than from its formulas
     */
    record Known(Constant constant, boolean learns) implements Value {
    }

    /** Computed for each example. */
    record Computed(Activation activation) implements Value {
    }
}
