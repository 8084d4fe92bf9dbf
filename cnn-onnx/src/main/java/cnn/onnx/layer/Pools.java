package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.AveragePool2d;
import cnn.layers.AveragePool3d;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.MaxPool3d;
import cnn.layers.pool.ChannelPool;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Unexportable;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;

/** Pooling over windows, over the whole of an image, and over channels. */
final class Pools {
    private Pools() {
    }

    static Value maximum(MaxPool2d layer, Step step) {
        return maximum(step, Windows.over(step.input().shape(), layer.size(), layer.stride(), layer.dilation(),
                layer.padding()), layer.roundUp());
    }

    static Value maximum3d(MaxPool3d layer, Step step) {
        return maximum(step, Windows.over(step.input().shape(), layer.size(), layer.stride(), layer.dilation(),
                layer.padding()), layer.roundUp());
    }

    private static Value maximum(Step step, Windows windows, boolean roundUp) {
        return pooled(step, "MaxPool", rounded(windows.dilated(), roundUp));
    }

    static Value average(AveragePool2d layer, Step step) {
        return average(step, Windows.over(step.input().shape(), layer.size(), layer.stride(), layer.dilation(),
                layer.padding()), layer.roundUp(), layer.countPadding());
    }

    static Value average3d(AveragePool3d layer, Step step) {
        return average(step, Windows.over(step.input().shape(), layer.size(), layer.stride(), layer.dilation(),
                layer.padding()), layer.roundUp(), layer.countPadding());
    }

    private static Value average(Step step, Windows windows, boolean roundUp, boolean countPadding) {
        if (windows.isDilated() && !step.has(19)) {
            throw new Unexportable("a dilated mean needs operators of version 19");
        }
        Attributes attributes = rounded(windows.isDilated() ? windows.dilated() : windows.attributes(), roundUp);
        return pooled(step, "AveragePool", attributes.with("count_include_pad", countPadding ? 1 : 0));
    }

    static Value norm(LpPool2d layer, Step step) {
        Windows windows = Windows.over(step.input().shape(), layer.size(), layer.stride(), layer.dilation(),
                layer.padding());
        boolean newer = windows.isDilated() || layer.roundUp();
        if (newer && !step.has(18)) {
            throw new Unexportable("a norm that is dilated or rounded up needs operators of version 18");
        }
        return pooled(step, "LpPool",
                rounded(newer ? windows.dilated() : windows.attributes(), layer.roundUp()).with("p", layer.p()));
    }

    private static Attributes rounded(Attributes attributes, boolean roundUp) {
        return roundUp ? attributes.with("ceil_mode", 1) : attributes;
    }

    private static Value pooled(Step step, String operator, Attributes attributes) {
        return Value.first(step.end(operator, attributes, Value.firstDims(step.output()),
                step.first(step.input()).tensor()), step.output());
    }

    static Value globalAverage(GlobalAveragePool2d layer, Step step) {
        return global(step, "GlobalAveragePool");
    }

    static Value globalMaximum(GlobalMaxPool2d layer, Step step) {
        return global(step, "GlobalMaxPool");
    }

    /** ONNX leaves both axes there, of length 1. */
    private static Value global(Step step, String operator) {
        int channels = step.output().channels();
        Tensor pooled = step.end(operator, new int[] {channels, 1, 1}, step.first(step.input()).tensor());
        return Value.first(pooled, step.output());
    }

    static Value channels(ChannelPool layer, Step step) {
        Shape output = step.output();
        Tensor image = step.first(step.input()).tensor();
        String operator = layer.statistic() == ChannelPool.Statistic.MEAN ? "ReduceMean" : "ReduceMax";
        return Value.first(Reductions.end(step, operator, Value.firstDims(output), image, 1), output);
    }
}
