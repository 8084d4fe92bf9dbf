package cnn.onnx.operator;

import cnn.api.layer.Layer;
import cnn.layers.AveragePool2d;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import java.util.Map;

/** Pooling over windows, and over the whole of an image. */
final class Pools {
    private Pools() {
    }

    static void maximum(Step step) {
        Attributes given = step.attributes();
        pool(step, MaxPool2d.of(Images.size(given, "kernel_shape")).stride(Images.size(given, "strides"))
                .padding(Images.padding(given)).dilation(Images.size(given, "dilations"))
                .roundUp(given.flag("ceil_mode")));
    }

    static void average(Step step) {
        Attributes given = step.attributes();
        pool(step, AveragePool2d.of(Images.size(given, "kernel_shape")).stride(Images.size(given, "strides"))
                .padding(Images.padding(given)).dilation(Images.size(given, "dilations"))
                .roundUp(given.flag("ceil_mode")).countPadding(given.flag("count_include_pad")));
    }

    static void norm(Step step) {
        Attributes given = step.attributes();
        pool(step, LpPool2d.of(Images.size(given, "kernel_shape")).p(Math.toIntExact(given.integer("p", 2)))
                .stride(Images.size(given, "strides")).padding(Images.padding(given))
                .dilation(Images.size(given, "dilations")).roundUp(given.flag("ceil_mode")));
    }

    static void globalAverage(Step step) {
        pool(step, new GlobalAveragePool2d());
    }

    static void globalMaximum(Step step) {
        pool(step, new GlobalMaxPool2d());
    }

    private static void pool(Step step, Layer layer) {
        Activation input = step.activation(0);
        step.give(Images.given(step, step.add(layer, Map.of(), Images.of(step, input)), input));
    }
}
