package cnn.onnx.layer;

import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Constant;

/**
 * A value whose channels are the axis behind the batch, and numbers that each of them has. A vector's stay where they are, even where
 * an image was flattened and the tensor has them in another order than we: the numbers are put into that order.
 *
 * @param value the value
 */
record PerChannel(Value value) {
    /** What a layer takes first. */
    static PerChannel of(Step step) {
        Value input = step.input();
        return new PerChannel(input.shape().rank() == 1 ? step.flat(input) : step.first(input));
    }

    Tensor tensor() {
        return value.tensor();
    }

    int[] dims() {
        return value.tensor().dims();
    }

    /** Another tensor with its numbers in the same places. */
    Value with(Tensor tensor) {
        return value.with(tensor);
    }

    /** One of the layer's parameters or states, to be laid over the value. */
    Tensor numbers(Step step, String name) {
        return step.channels(name, ordered(step.numbers(name)).asFloats(), dims().length);
    }

    /** One of the layer's parameters or states, as a vector. */
    Tensor vector(Step step, String name) {
        return step.constant(name, ordered(step.numbers(name)));
    }

    private Constant ordered(Constant numbers) {
        return value.shape().rank() == 1 ? numbers.pick(numbers.dims(), value.ours()) : numbers;
    }
}
