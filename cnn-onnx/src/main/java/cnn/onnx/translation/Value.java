package cnn.onnx.translation;

import cnn.onnx.graph.Constant;

/** What a name of the graph stands for while it is translated. */
sealed interface Value {
    /** Known before anything runs. */
    record Known(Constant constant) implements Value {
    }

    /** Computed for each example. */
    record Computed(Activation activation) implements Value {
    }
}
