package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.Concat;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import java.util.Arrays;
import java.util.List;

/** What takes several values. */
final class Joins {
    private Joins() {
    }

    static Value add(Add layer, Step step) {
        return numberByNumber(step, step.inputs().size() == 2 ? "Add" : "Sum");
    }

    static Value maximum(Maximum layer, Step step) {
        return numberByNumber(step, "Max");
    }

    private static Value numberByNumber(Step step, String operator) {
        List<Value> values = alike(step, step.inputs());
        Tensor first = values.getFirst().tensor();
        return values.getFirst().with(step.end(operator, first.dims(),
                values.stream().map(Value::tensor).toArray(Tensor[]::new)));
    }

    /** As they are where all lie alike, else with their channels first. */
    private static List<Value> alike(Step step, List<Value> values) {
        Value first = values.getFirst();
        boolean alike = values.stream().allMatch(value -> Arrays.equals(value.tensor().dims(), first.tensor().dims())
                && Arrays.equals(value.ours(), first.ours()));
        return alike ? values : values.stream().map(step::first).toList();
    }

    /** One after the other; what is smaller than the first is repeated along axes of length 1. */
    static Value multiply(Multiply layer, Step step) {
        Shape shape = step.output();
        List<Value> values = step.inputs();
        boolean same = values.stream().allMatch(value -> value.shape().equals(shape));
        List<Value> laid = same
                ? alike(step, values)
                : values.stream().map(value -> step.first(over(step, value, shape))).toList();
        Tensor product = laid.getFirst().tensor();
        int[] dims = product.dims();
        for (int i = 1; i < laid.size(); i++) {
            Tensor other = laid.get(i).tensor();
            product = i == laid.size() - 1
                    ? step.end("Mul", dims, product, other)
                    : step.add("Mul", dims, product, other);
        }
        return laid.getFirst().with(product);
    }

    /** A vector as an image of one pixel. */
    private static Value over(Step step, Value value, Shape image) {
        return value.shape().rank() == image.rank()
                ? value
                : step.reshaped(value, Shape.image(1, 1, value.shape().channels()));
    }

    /** Along the channels, which are the axis behind the batch. */
    static Value concat(Concat layer, Step step) {
        Tensor[] parts = step.inputs().stream().map(value -> step.first(value).tensor()).toArray(Tensor[]::new);
        return Value.first(step.end("Concat", Attributes.NONE.with("axis", 1), Value.firstDims(step.output()), parts),
                step.output());
    }
}
