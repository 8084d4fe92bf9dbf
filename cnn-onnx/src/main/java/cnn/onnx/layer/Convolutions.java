package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.ConvTranspose2d;
import cnn.layers.ConvTranspose3d;
import cnn.layers.Dense;
import cnn.layers.DeformConv2d;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Padding;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Unexportable;
import cnn.onnx.export.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Convolutions and products: our weights (height, width, channels, filters) become (filters, channels, height, width). */
final class Convolutions {
    private Convolutions() {
    }

    static Value conv2d(Conv2d layer, Step step) {
        return convolution(step, Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding()), layer.groups(), layer.bias());
    }

    static Value depthwise(DepthwiseConv2d layer, Step step) {
        Shape image = step.input().shape();
        return convolution(step, Windows.over(image, layer.kernel(), layer.stride(), layer.dilation(), layer.padding()),
                image.channels(), layer.bias());
    }

    static Value deformable(DeformConv2d layer, Step step) {
        if (!step.has(19)) {
            throw new Unexportable("windows whose elements are moved need operators of version 19");
        }
        Windows windows = Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding());
        Attributes attributes = windows.dilated().with("group", layer.groups()).with("offset_group",
                layer.offsetGroups());
        List<Tensor> given = new ArrayList<>(List.of(step.first(step.input(0)).tensor(),
                step.constant("weights", step.numbers("weights").permute(3, 2, 0, 1)),
                step.first(step.input(1)).tensor(),
                layer.bias() ? step.constant("bias", step.numbers("bias")) : Tensor.NONE));
        if (step.inputs().size() == 3) {
            given.add(step.first(step.input(2)).tensor());
        }
        return Value.first(step.end("DeformConv", attributes, Value.firstDims(step.output()),
                given.toArray(Tensor[]::new)), step.output());
    }

    static Value conv1d(Conv1d layer, Step step) {
        return convolution(step, Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding()), layer.groups(), layer.bias());
    }

    static Value conv3d(Conv3d layer, Step step) {
        return convolution(step, Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding()), layer.groups(), layer.bias());
    }

    private static Value convolution(Step step, Windows windows, int groups, boolean hasBias) {
        Constant filters = step.filters();
        int rank = filters.rank();
        int[] order = IntStream.concat(IntStream.of(rank - 1, rank - 2), IntStream.range(0, rank - 2)).toArray();
        return ended(step, "Conv", windows.dilated().with("group", groups), filters.permute(order), step.bias(hasBias));
    }

    private static Value ended(Step step, String operator, Attributes attributes, Constant weights,
            @Nullable Constant bias) {
        Tensor image = step.first(step.input()).tensor();
        Tensor numbers = step.constant("weights", weights);
        int[] dims = Value.firstDims(step.output());
        return Value.first(bias == null
                ? step.end(operator, attributes, dims, image, numbers)
                : step.end(operator, attributes, dims, image, numbers, step.constant("bias", bias)), step.output());
    }

    static Value transposed(ConvTranspose2d layer, Step step) {
        Windows windows = Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding());
        return transposed(step, windows, layer.padding().mode(), layer.outputSize() != null, layer.outputPadding(),
                layer.groups(), layer.bias());
    }

    static Value transposed3d(ConvTranspose3d layer, Step step) {
        Windows windows = Windows.over(step.input().shape(), layer.kernel(), layer.stride(), layer.dilation(),
                layer.padding());
        return transposed(step, windows, layer.padding().mode(), layer.outputSize() != null, 0, layer.groups(),
                layer.bias());
    }

    /** Padding takes away from the output; where ONNX's full one is smaller than ours, it is made larger at the end. */
    private static Value transposed(Step step, Windows windows, Padding.Mode mode, boolean sized, int outputPadding,
            int groups, boolean bias) {
        Shape in = step.input().shape();
        boolean same = mode == Padding.Mode.SAME || mode == Padding.Mode.SAME_LOWER;
        int axes = windows.kernel().length;
        int[] more = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            int full = (in.dim(axis) - 1) * windows.stride()[axis]
                    + (windows.kernel()[axis] - 1) * windows.dilation()[axis] + 1;
            int cut = full - step.output().dim(axis);
            if (same) {
                windows.before()[axis] = mode == Padding.Mode.SAME
                        ? Math.max(0, cut) / 2
                        : Math.ceilDiv(Math.max(0, cut), 2);
            }
            if (same || sized) {
                more[axis] = Math.max(0, windows.before()[axis] - cut);
                windows.after()[axis] = Math.max(0, cut - windows.before()[axis]);
            } else {
                more[axis] = outputPadding;
            }
        }
        Attributes attributes = windows.dilated().with("group", groups);
        int rank = axes + 2;
        int[] order = IntStream.concat(IntStream.of(rank - 1, rank - 2), IntStream.range(0, axes)).toArray();
        return ended(step, "ConvTranspose",
                IntStream.of(more).allMatch(added -> added == 0) ? attributes : attributes.with("output_padding", more),
                step.numbers("weights").permute(order), bias ? step.numbers("bias") : null);
    }

    /** As PyTorch has it, (units, inputs), the inputs in the order in which the tensor has them. */
    static Value dense(Dense layer, Step step) {
        Value vector = step.flat(step.input());
        Constant ours = step.filters();
        int inputs = ours.dims()[0];
        int units = ours.dims()[1];
        int[] atoms = vector.layout().atoms();
        Constant weights = ours.reshape(IntStream.concat(IntStream.of(atoms), IntStream.of(units)).toArray())
                .permute(IntStream.concat(IntStream.of(atoms.length), IntStream.of(vector.layout().order())).toArray())
                .reshape(units, inputs);
        Tensor numbers = step.constant("weights", weights);
        Constant bias = step.bias(layer.bias());
        Attributes attributes = Attributes.NONE.with("transB", 1);
        int[] dims = {units};
        return Value.first(bias == null
                ? step.end("Gemm", attributes, dims, vector.tensor(), numbers)
                : step.end("Gemm", attributes, dims, vector.tensor(), numbers, step.constant("bias", bias)),
                step.output());
    }
}
