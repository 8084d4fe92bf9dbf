package cnn.onnx.operator;

import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.Multiply;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Divide;
import cnn.layers.arithmetic.Quantize;
import cnn.layers.arithmetic.Subtract;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computed values as whole numbers of few bits, and back. Everything is a float here, of which some hold whole numbers. */
final class Quantization {
    /** Beyond what any of the whole numbers reaches, and nothing to a float. */
    private static final double WIDE = 0x1p62;

    private Quantization() {
    }

    static void quantize(Step step) {
        Activation value = step.activation(0);
        Element type = type(step);
        Quantize rounding = Quantize.of(1).low(type.least()).high(type.greatest());
        if (isSingle(step, 1) && (!step.has(2) || isSingle(step, 2))) {
            double zero = step.has(2) ? step.constant(2).number(0) : 0;
            step.give(step.add(new Quantize(step.constant(1).number(0), zero, type.least(), type.greatest()), Map.of(),
                    value).as(type));
            return;
        }
        Activation steps = pair(step, "divide", new Divide(), value.as(Element.FLOAT), 1);
        if (step.has(2)) { // halves are rounded before zero is added, which may be odd
            Activation rounded = step.add("round", Quantize.of(1).low(-WIDE).high(WIDE), Map.of(), steps);
            steps = pair(step, "zero", new Add(), rounded, 2);
        }
        step.give(step.add(rounding, Map.of(), steps).as(type));
    }

    /** That of zero, or the one that is named; bytes where neither is given. */
    private static Element type(Step step) {
        long named = step.attributes().integer("output_dtype", 0);
        Element type = named > 0
                ? Element.of(named)
                : step.isConstant(2)
                        ? step.constant(2).type()
                        : step.has(2) ? step.activation(2).type() : Element.UINT8;
        if (type == null || !type.isWhole() || type.bytes() > 2) {
            throw new Unsupported("it makes elements of ONNX's type " + (type == null ? "number " + named : type)
                    + ", and whole numbers of 8 and 16 bits are read");
        }
        return type;
    }

    /** (x − zero) · scale: first the difference, which is exact. */
    static void dequantize(Step step) {
        Activation value = step.activation(0).as(Element.FLOAT);
        if (step.has(2)) {
            value = isSingle(step, 2)
                    ? shifted(step, value, -step.constant(2).number(0))
                    : pair(step, "zero", new Subtract(), value, 2);
        }
        step.give(isSingle(step, 1)
                ? step.add(Affine.of().factor(step.constant(1).number(0)), Map.of(), value)
                : pair(step, "scale", new Multiply(), value, 1));
    }

    private static Activation shifted(Step step, Activation value, double offset) {
        return offset == 0 ? value : step.add("zero", Affine.of().offset(offset), Map.of(), value);
    }

    private static boolean isSingle(Step step, int input) {
        return step.isConstant(input) && IntStream.range(1, step.constant(input).size())
                .allMatch(i -> step.constant(input).number(i) == step.constant(input).number(0));
    }

    /** With a number for all, or one for each place of an axis. */
    private static Activation pair(Step step, String kind, Layer layer, Activation value, int input) {
        Activation other = step.isConstant(input)
                ? step.materialized(alongAxis(step, value, step.constant(input)), false)
                : single(step, step.activation(input), value.rank());
        Broadcast both = Broadcast.of(step, List.of(value, other.as(Element.FLOAT)));
        return both.given(step, step.add(kind, layer, Map.of(), both.expanded(step)));
    }

    private static Activation single(Step step, Activation number, int rank) {
        if (number.size() > 1) {
            throw new Unsupported("its scale or zero is computed, and differs from place to place");
        }
        int[] ones = new int[rank];
        Arrays.fill(ones, 1);
        return step.reshaped(number, ones);
    }

    private static Constant alongAxis(Step step, Activation value, Constant numbers) {
        int[] dims = new int[value.rank()];
        Arrays.fill(dims, 1);
        if (numbers.size() > 1) {
            if (numbers.rank() != 1) {
                throw new Unsupported("it has scales of " + Arrays.toString(numbers.dims()) + " for " + value.text());
            }
            dims[step.axis(step.attributes().integer("axis", 1), value.rank())] = numbers.size();
        }
        return numbers.reshape(dims);
    }
}
