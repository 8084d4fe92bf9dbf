package cnn.onnx.layer;

import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.graph.Attributes;

/** Reductions along one axis, which stays with length 1. Their axes are an attribute before version 18, and an input from there. */
final class Reductions {
    private Reductions() {
    }

    static Tensor add(Step step, String operator, int[] dims, Tensor tensor, int axis) {
        return step.opset() < 18
                ? step.add(operator, attributes(axis), dims, tensor)
                : step.add(operator, dims, tensor, step.integers("axes", axis));
    }

    static Tensor end(Step step, String operator, int[] dims, Tensor tensor, int axis) {
        return step.opset() < 18
                ? step.end(operator, attributes(axis), dims, tensor)
                : step.end(operator, dims, tensor, step.integers("axes", axis));
    }

    private static Attributes attributes(int axis) {
        return Attributes.NONE.with("axes", new int[] {axis}).with("keepdims", 1);
    }
}
