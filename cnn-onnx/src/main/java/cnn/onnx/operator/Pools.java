package cnn.onnx.operator;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.AveragePool2d;
import cnn.layers.AveragePool3d;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.MaxPool3d;
import cnn.layers.Padding;
import cnn.layers.Padding3d;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;

/** Pooling over windows of signals, images and volumes, and over the whole of them. */
final class Pools {
    private Pools() {
    }

    static void maximum(Step step) {
        Attributes given = step.attributes();
        Activation input = step.activation(0);
        boolean up = given.flag("ceil_mode");
        Activation pooled = Volumes.is(input)
                ? Volumes.given(step, step.add(MaxPool3d.of(Volumes.size(given, "kernel_shape"))
                        .stride(Volumes.size(given, "strides")).padding(Volumes.padding(given))
                        .dilation(Volumes.size(given, "dilations")).roundUp(up), Map.of(), Volumes.of(step, input)),
                        input)
                : Images.given(step, step.add(MaxPool2d.of(Images.size(given, "kernel_shape"))
                        .stride(Images.size(given, "strides")).padding(Images.padding(given))
                        .dilation(Images.size(given, "dilations")).roundUp(up), Map.of(), Images.of(step, input)),
                        input);
        step.give(0, pooled);
        if (step.isTaken(1)) {
            step.give(1, MaximumPlaces.of(step, input, pooled.dims()));
        }
    }

    static void average(Step step) {
        Attributes given = step.attributes();
        boolean up = given.flag("ceil_mode");
        boolean count = given.flag("count_include_pad");
        if (Volumes.is(step.activation(0))) {
            volume(step, AveragePool3d.of(Volumes.size(given, "kernel_shape")).stride(Volumes.size(given, "strides"))
                    .padding(Volumes.padding(given)).dilation(Volumes.size(given, "dilations")).roundUp(up)
                    .countPadding(count));
        } else {
            image(step, AveragePool2d.of(Images.size(given, "kernel_shape")).stride(Images.size(given, "strides"))
                    .padding(Images.padding(given)).dilation(Images.size(given, "dilations")).roundUp(up)
                    .countPadding(count));
        }
    }

    static void norm(Step step) {
        Attributes given = step.attributes();
        if (Volumes.is(step.activation(0))) {
            normOfVolume(step);
        } else {
            image(step, LpPool2d.of(Images.size(given, "kernel_shape")).p(power(given))
                    .stride(Images.size(given, "strides")).padding(Images.padding(given))
                    .dilation(Images.size(given, "dilations")).roundUp(given.flag("ceil_mode")));
        }
    }

    /** The norm of norms is the norm: over slices and rows first, then over columns. */
    private static void normOfVolume(Step step) {
        Attributes given = step.attributes();
        Size3d size = Volumes.size(given, "kernel_shape");
        Size3d stride = Volumes.size(given, "strides");
        Size3d dilation = Volumes.size(given, "dilations");
        Padding3d padding = Volumes.padding(given);
        boolean explicit = padding.mode() == Padding.Mode.EXPLICIT;
        LpPool2d layer = LpPool2d.of(1).p(power(given)).roundUp(given.flag("ceil_mode"));

        Activation volume = Volumes.of(step, step.activation(0));
        Shape shape = volume.shape();
        Activation flat = step.shaped(volume,
                Shape.image(shape.dim(0), shape.dim(1), Math.multiplyExact(shape.dim(2), shape.dim(3))));
        Activation slices = step.add(new LpPool2d(new Size(size.depth(), size.height()), layer.p(),
                new Size(stride.depth(), stride.height()),
                explicit
                        ? Padding.of(padding.front(), padding.top(), padding.back(), padding.bottom())
                        : new Padding(padding.mode(), 0, 0, 0, 0),
                new Size(dilation.depth(), dilation.height()), layer.roundUp()), Map.of(), flat);
        int depth = slices.shape().height();
        int height = slices.shape().width();
        Activation columns = step.add(new LpPool2d(new Size(1, size.width()), layer.p(), new Size(1, stride.width()),
                explicit
                        ? Padding.of(0, padding.left(), 0, padding.right())
                        : new Padding(padding.mode(), 0, 0, 0, 0),
                new Size(1, dilation.width()), layer.roundUp()), Map.of(),
                step.shaped(slices, Shape.image(Math.multiplyExact(depth, height), shape.dim(2), shape.dim(3))));
        Activation output = step.shaped(columns,
                Shape.of(depth, height, columns.shape().width(), shape.dim(3)));
        step.give(Volumes.given(step, output, step.activation(0)));
    }

    private static int power(Attributes given) {
        return Math.toIntExact(given.integer("p", 2));
    }

    static void globalAverage(Step step) {
        whole(step, new GlobalAveragePool2d());
    }

    static void globalMaximum(Step step) {
        whole(step, new GlobalMaxPool2d());
    }

    static void globalNorm(Step step) {
        Activation input = step.activation(0);
        int places = places(input);
        whole(step, LpPool2d.of(new Size(1, places)).p(power(step.attributes())));
    }

    private static void image(Step step, Layer layer) {
        Activation input = step.activation(0);
        step.give(Images.given(step, step.add(layer, Map.of(), Images.of(step, input)), input));
    }

    private static void volume(Step step, Layer layer) {
        Activation input = step.activation(0);
        step.give(Volumes.given(step, step.add(layer, Map.of(), Volumes.of(step, input)), input));
    }

    private static int places(Activation input) {
        if (input.rank() < 3) {
            throw new Unsupported("it pools " + input.text() + ", which has no spatial axes");
        }
        int places = 1;
        for (int axis = 2; axis < input.rank(); axis++) {
            places = Math.multiplyExact(places, input.dims()[axis]);
        }
        return places;
    }

    /** All spatial axes become axes of length 1. An image stays one, so that its layer reads as in any network. */
    private static void whole(Step step, Layer layer) {
        Activation input = step.activation(0);
        int places = places(input);
        Activation row = input.rank() == 4 && !(layer instanceof LpPool2d)
                ? Images.of(step, input)
                : step.arranged(input, Shape.image(1, places, input.dims()[1]), Normalizations.channelsBehind(input));
        int[] dims = new int[input.rank()];
        Arrays.fill(dims, 1);
        dims[0] = input.dims()[0];
        dims[1] = input.dims()[1];
        step.give(step.laidOut(step.add(layer, Map.of(), row), dims, Normalizations.channelsBehind(input)));
    }
}
