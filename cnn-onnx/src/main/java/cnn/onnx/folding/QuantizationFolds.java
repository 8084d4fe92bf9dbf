package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Weights that are stored as whole numbers, as the floats that these stand for, and the way there. */
final class QuantizationFolds {
    private QuantizationFolds() {
    }

    static void addTo(Map<String, Folding.Fold> folds) {
        folds.put("DequantizeLinear", (node, _, inputs) -> dequantized(Folding.required(inputs, 0),
                Folding.required(inputs, 1), inputs.size() > 2 ? inputs.get(2) : null, node));
        folds.put("QuantizeLinear", QuantizationFolds::quantized);
    }

    /** (x − zero) · scale, by one number, by axis, or by blocks along it. */
    private static Constant dequantized(Constant from, Constant scale, @Nullable Constant zero, Node node) {
        int[] places = places(from.dims(), scale, node);
        float[] floats = new float[from.size()];
        for (int i = 0; i < floats.length; i++) {
            double offset = zero == null ? 0 : zero.number(places[i]);
            floats[i] = (float) (from.number(i) - offset) * (float) scale.number(places[i]);
        }
        return Constant.of(from.dims(), floats);
    }

    private static Constant quantized(Node node, int opset, List<@Nullable Constant> inputs) {
        Constant from = Folding.required(inputs, 0);
        Constant scale = Folding.required(inputs, 1);
        Constant zero = inputs.size() > 2 ? inputs.get(2) : null;
        Element type = zero == null ? Element.UINT8 : zero.type();
        int[] places = places(from.dims(), scale, node);
        long[] whole = new long[from.size()];
        Arrays.setAll(whole, i -> (long) Math.clamp(
                Math.rint((float) from.number(i) / (float) scale.number(places[i]))
                        + (zero == null ? 0 : zero.number(places[i])),
                type.least(), type.greatest()));
        return Constant.of(from.dims(), whole).as(type);
    }

    /** For each number which of the scales is its own. */
    private static int[] places(int[] dims, Constant scale, Node node) {
        int[] strides = new int[dims.length];
        if (scale.size() == 1) {
            return Constant.indices(dims, strides);
        }
        int axis = Axes.axis(node.attributes().integer("axis", 1), dims.length);
        int block = Math.toIntExact(node.attributes().integer("block_size", 0));
        if (block == 0) {
            if (scale.size() != dims[axis]) {
                throw new IllegalArgumentException(
                        "it has " + scale.size() + " scales for an axis of length " + dims[axis]);
            }
            strides[axis] = 1;
            return Constant.indices(dims, strides);
        }
        int[] own = scale.dims();
        int[] all = new int[Constant.size(dims)];
        int inner = IntStream.of(dims).skip(axis + 1L).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < all.length; i++) {
            int along = i / inner % dims[axis];
            int outer = i / inner / dims[axis];
            all[i] = (outer * own[axis] + along / block) * inner + i % inner;
        }
        return all;
    }
}
