package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;

/** What changes axes alone, which writes no node until a layer needs them in an order, and what moves channels. */
final class Shapes {
    private Shapes() {
    }

    static Value reshaped(Layer layer, Step step) {
        return step.reshaped(step.input(), step.output());
    }

    static Value permuted(Permute layer, Step step) {
        return step.input().transposed(layer.axes().stream().mapToInt(axis -> axis).toArray());
    }

    /** Channels as (groups, each), turned over. */
    static Value shuffled(ChannelShuffle layer, Step step) {
        Shape shape = step.output();
        int groups = layer.groups();
        int each = shape.channels() / groups;
        Value cut = step.reshaped(step.input(), Shape.of(shape.size() / shape.channels(), groups, each));
        return step.first(step.reshaped(cut.transposed(0, 2, 1), shape));
    }

    static Value sliced(ChannelSlice layer, Step step) {
        Tensor all = step.first(step.input()).tensor();
        int first = layer.first();
        return Value.first(step.end("Slice", Value.firstDims(step.output()), all, step.integers("starts", first),
                step.integers("ends", first + layer.channels()), step.integers("axes", 1)), step.output());
    }

    /** Our order of channels is DepthToSpace's CRD. */
    static Value pixels(PixelShuffle layer, Step step) {
        Attributes attributes = Attributes.NONE.with("blocksize", layer.factor()).with("mode", "CRD");
        return Value.first(step.end("DepthToSpace", attributes, Value.firstDims(step.output()),
                step.first(step.input()).tensor()), step.output());
    }
}
