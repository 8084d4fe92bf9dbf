package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.layers.Size;
import cnn.layers.pool.AdaptiveAveragePool2d;
import cnn.layers.pool.AdaptiveMaxPool2d;
import cnn.onnx.export.Step;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import org.jspecify.annotations.Nullable;

/**
 * Pooling to a fixed size. Where the regions are windows of one length at one distance it is pooling over windows; where they are not,
 * means are two products with constant matrices, and maxima are taken of slices, first of rows and then of columns.
 */
final class Regions {
    private Regions() {
    }

    static Value average(AdaptiveAveragePool2d layer, Step step) {
        Shape in = step.input().shape();
        Value windows = windows(step, "GlobalAveragePool", "AveragePool", layer.size());
        if (windows != null) {
            return windows;
        }
        Shape out = step.output();
        Tensor image = step.first(step.input()).tensor();
        Tensor rows = step.constant("rows", means(in.height(), out.height(), false));
        int[] between = {in.channels(), out.height(), in.width()};
        Tensor shorter = step.add("MatMul", between, rows, image);
        return Value.first(step.end("MatMul", Value.firstDims(out), shorter,
                step.constant("columns", means(in.width(), out.width(), true))), out);
    }

    static Value maximum(AdaptiveMaxPool2d layer, Step step) {
        Value windows = windows(step, "GlobalMaxPool", "MaxPool", layer.size());
        if (windows != null) {
            return windows;
        }
        Shape out = step.output();
        int[] between = {out.channels(), out.height(), step.input().shape().width()};
        Tensor[] rows = maxima(step, step.first(step.input()).tensor(), 1, out.height());
        Tensor shorter = step.add("Concat", Attributes.NONE.with("axis", 2), between, rows);
        return Value.first(step.end("Concat", Attributes.NONE.with("axis", 3), Value.firstDims(out),
                maxima(step, shorter, 2, out.width())), out);
    }

    private static @Nullable Value windows(Step step, String global, String pool, Size size) {
        Shape in = step.input().shape();
        Shape out = step.output();
        Tensor image = step.first(step.input()).tensor();
        if (size.area() == 1) {
            return Value.first(step.end(global, Value.firstDims(out), image), out);
        }
        int[] kernel = {length(in.height(), out.height()), length(in.width(), out.width())};
        int[] stride = {distance(in.height(), out.height()), distance(in.width(), out.width())};
        return kernel[0] < 0 || kernel[1] < 0
                ? null
                : Value.first(step.end(pool, Windows.over(kernel, stride).attributes(), Value.firstDims(out), image),
                        out);
    }

    /** As layers that pool over windows have them. */
    private static Attributes attributes(String pool, Windows windows) {
        return pool.equals("MaxPool") ? windows.dilated() : windows.attributes().with("count_include_pad", 0);
    }

    private static int start(int part, int length, int parts) {
        return (int) ((long) part * length / parts);
    }

    private static int end(int part, int length, int parts) {
        return (int) (((part + 1L) * length + parts - 1) / parts);
    }

    private static int distance(int length, int parts) {
        return parts == 1 ? 1 : Math.max(1, start(1, length, parts));
    }

    /** What all regions are long, where they begin at one distance; −1 where they do not. */
    private static int length(int length, int parts) {
        int first = end(0, length, parts);
        for (int part = 0; part < parts; part++) {
            int start = start(part, length, parts);
            if (start != part * distance(length, parts) || end(part, length, parts) - start != first) {
                return -1;
            }
        }
        return first;
    }

    private static Constant means(int length, int parts, boolean turned) {
        float[] shares = new float[length * parts];
        for (int part = 0; part < parts; part++) {
            int start = start(part, length, parts);
            int end = end(part, length, parts);
            for (int i = start; i < end; i++) {
                shares[turned ? i * parts + part : part * length + i] = (float) (1.0 / (end - start));
            }
        }
        return Constant.of(turned ? new int[] {length, parts} : new int[] {parts, length}, shares);
    }

    private static Tensor[] maxima(Step step, Tensor image, int axis, int parts) {
        int length = image.dims()[axis];
        Tensor[] regions = new Tensor[parts];
        int[] one = image.dims().clone();
        one[axis] = 1;
        for (int part = 0; part < parts; part++) {
            int[] cut = image.dims().clone();
            int start = start(part, length, parts);
            int end = end(part, length, parts);
            cut[axis] = end - start;
            Tensor slice = step.add("Slice", cut, image, step.integers("starts", start), step.integers("ends", end),
                    step.integers("axes", axis + 1L));
            regions[part] = Reductions.add(step, "ReduceMax", one, slice, axis + 1);
        }
        return regions;
    }
}
