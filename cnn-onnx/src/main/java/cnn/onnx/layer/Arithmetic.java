package cnn.onnx.layer;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.GatherElements;
import cnn.layers.arithmetic.Parameter;
import cnn.layers.arithmetic.Quantize;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.arithmetic.Whole;
import cnn.layers.shape.Expand;
import cnn.layers.shape.Gather;
import cnn.layers.shape.Slice;
import cnn.onnx.export.LayerExport;
import cnn.onnx.export.Step;
import cnn.onnx.export.Unexportable;
import cnn.onnx.export.Tensor;
import cnn.onnx.export.Value;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Element;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Arithmetic between values, and parts of axes, all under our own axes. */
final class Arithmetic {
    private static final Attributes TO_FLOAT = to(Element.FLOAT);

    private Arithmetic() {
    }

    private static Attributes to(Element type) {
        return Attributes.NONE.with("to", (long) type.number());
    }

    private static Tensor[] plain(Step step) {
        return step.inputs().stream().map(value -> step.last(value).tensor()).toArray(Tensor[]::new);
    }

    private static Value ended(Step step, String operator, Attributes attributes, Tensor... inputs) {
        return Value.last(step.end(operator, attributes, step.output().dims(), inputs), step.output());
    }

    /** One operator of all inputs. */
    static LayerExport<Layer> of(String operator) {
        return of(operator, Attributes.NONE);
    }

    static LayerExport<Layer> of(String operator, Attributes attributes) {
        return (_, step) -> ended(step, operator, attributes, plain(step));
    }

    static Value affine(Affine layer, Step step) {
        Tensor tensor = step.input().tensor();
        Tensor scaled = step.add("Mul", tensor.dims(), tensor, step.constant("factor", layer.factor()));
        return step.input().with(step.end("Add", tensor.dims(), scaled, step.constant("offset", layer.offset())));
    }

    static Value comparison(Comparison layer, Step step) {
        Tensor[] inputs = plain(step);
        int[] dims = step.output().dims();
        String operator = switch (layer.test()) {
            case EQUAL -> "Equal";
            case GREATER -> "Greater";
            case GREATER_OR_EQUAL -> "GreaterOrEqual";
            case LESS -> "Less";
            case LESS_OR_EQUAL -> "LessOrEqual";
            case AND -> "And";
            case OR -> "Or";
            case XOR -> "Xor";
        };
        if (List.of("And", "Or", "Xor").contains(operator)) {
            inputs = Stream.of(inputs).map(input -> step.whole("Cast", to(Element.BOOL), dims, input))
                    .toArray(Tensor[]::new);
        }
        return Value.last(step.add("Cast", TO_FLOAT, dims, step.wholeEnd(operator, Attributes.NONE, dims, inputs)),
                step.output());
    }

    static Value choice(Step step) {
        Tensor[] inputs = plain(step);
        inputs[0] = step.whole("Cast", to(Element.BOOL), step.output().dims(), inputs[0]);
        return ended(step, "Where", Attributes.NONE, inputs);
    }

    /** The input says of how many examples the numbers are wanted, and nothing else. */
    static Value parameter(Parameter layer, Step step) {
        int[] dims = step.output().dims();
        Tensor shape = step.whole("Shape", Attributes.NONE, new int[0], step.input().tensor());
        Tensor batch = step.whole("Slice", Attributes.NONE, new int[0], shape, step.integers("from", 0),
                step.integers("to", 1));
        Tensor whole = step.whole("Concat", Attributes.NONE.with("axis", 0L), new int[0], batch,
                step.integers("axes", IntStream.of(dims).asLongStream().toArray()));
        int[] one = IntStream.concat(IntStream.of(1), IntStream.of(dims)).toArray();
        return ended(step, "Expand", Attributes.NONE, step.constant("values", step.numbers("values").reshape(one)),
                whole);
    }

    static Value quantize(Quantize layer, Step step) {
        Tensor x = step.input().tensor();
        Tensor steps = step.add("Round", x.dims(), step.add("Div", x.dims(), x, step.constant("scale", layer.scale())));
        Tensor shifted = step.add("Add", x.dims(), steps, step.constant("zero", layer.zero()));
        return step.input().with(step.end("Clip", x.dims(), shifted, step.constant("low", layer.low()),
                step.constant("high", layer.high())));
    }

    static Value whole(Whole layer, Step step) {
        Element type = switch (layer.bits()) {
            case 8 -> layer.signed() ? Element.INT8 : Element.UINT8;
            case 16 -> layer.signed() ? Element.INT16 : Element.UINT16;
            case 32 -> layer.signed() ? Element.INT32 : Element.UINT32;
            default -> layer.signed() ? Element.INT64 : Element.UINT64;
        };
        Tensor x = step.input().tensor();
        return step.input()
                .with(step.add("Cast", TO_FLOAT, x.dims(), step.wholeEnd("Cast", to(type), x.dims(), x)));
    }

    /** Before opset 18 only sums took their axes as an input. */
    static Value reduce(Reduce layer, Step step) {
        String operator = switch (layer.statistic()) {
            case MEAN -> "ReduceMean";
            case SUM -> "ReduceSum";
            case MAXIMUM -> "ReduceMax";
            case MINIMUM -> "ReduceMin";
            case PRODUCT -> "ReduceProd";
            case L1 -> "ReduceL1";
            case L2 -> "ReduceL2";
            case SUM_OF_SQUARES -> "ReduceSumSquare";
            case LOG_OF_SUM -> "ReduceLogSum";
            case LOG_OF_SUM_OF_EXPONENTIALS -> "ReduceLogSumExp";
        };
        int[] axes = layer.axes().stream().mapToInt(axis -> axis + 1).toArray();
        Tensor x = plain(step)[0];
        return step.has(18) || operator.equals("ReduceSum")
                ? ended(step, operator, Attributes.NONE, x,
                        step.integers("axes", IntStream.of(axes).asLongStream().toArray()))
                : ended(step, operator, Attributes.NONE.with("axes", axes), x);
    }

    /** An end before the first position is one far before it. */
    static Value slice(Slice layer, Step step) {
        long end = layer.start() + (long) layer.length() * layer.step();
        return ended(step, "Slice", Attributes.NONE, plain(step)[0], step.integers("starts", layer.start()),
                step.integers("ends", end < 0 ? Integer.MIN_VALUE : end), step.integers("axes", layer.axis() + 1L),
                step.integers("steps", layer.step()));
    }

    static Value gather(Gather layer, Step step) {
        return ended(step, "Gather", Attributes.NONE.with("axis", layer.axis() + 1L), plain(step)[0], step
                .integers("indices", layer.indices().stream().mapToLong(Integer::longValue).toArray()));
    }

    static Value expand(Expand layer, Step step) {
        int[] from = step.input().shape().dims();
        int[] padded = new int[layer.to().size()];
        Arrays.fill(padded, 1);
        System.arraycopy(from, 0, padded, padded.length - from.length, from.length);
        Tensor x = step.last(step.reshaped(step.input(), Shape.of(padded))).tensor();
        return ended(step, "Expand", Attributes.NONE, x, step.integers("to", IntStream.concat(IntStream.of(1),
                layer.to().stream().mapToInt(Integer::intValue)).asLongStream().toArray()));
    }

    static Value gatherElements(GatherElements layer, Step step) {
        Tensor[] inputs = plain(step);
        return ended(step, "GatherElements", Attributes.NONE.with("axis", layer.axis() + 1L), inputs[0],
                places(step, inputs[1]));
    }

    /** Sums and products are of opset 16, the others of 18. */
    static Value scatterElements(ScatterElements layer, Step step) {
        String reduction = switch (layer.meeting()) {
            case REPLACE -> "none";
            case SUM -> "add";
            case PRODUCT -> "mul";
            case MAXIMUM -> "max";
            case MINIMUM -> "min";
        };
        if ((reduction.equals("max") || reduction.equals("min")) && !step.has(18)) {
            throw new Unexportable("the greatest or least of numbers in one place needs operators of version 18");
        }
        Tensor[] inputs = plain(step);
        return ended(step, "ScatterElements", Attributes.NONE.with("axis", layer.axis() + 1L).with("reduction",
                reduction), inputs[0], places(step, inputs[1]), inputs[2]);
    }

    private static Tensor places(Step step, Tensor numbers) {
        return step.whole("Cast", to(Element.INT64), numbers.dims(), numbers);
    }
}
