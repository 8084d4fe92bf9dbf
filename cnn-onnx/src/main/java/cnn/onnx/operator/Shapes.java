package cnn.onnx.operator;

import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.Whole;
import cnn.onnx.folding.Axes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Input;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What changes axes alone, which costs nothing when the network runs, and types, which all are floats here. */
final class Shapes {
    private Shapes() {
    }

    static void identity(Step step) {
        step.give(step.activation(0));
    }

    static void cast(Step step) {
        Activation value = step.activation(0);
        Element to = Element.of(step.attributes().integer("to", Input.FLOAT));
        if (to == null) {
            throw new Unsupported("it makes elements of ONNX's type number " + step.attributes().integer("to", 0));
        }
        give(step, value, to);
    }

    static void castLike(Step step) {
        give(step, step.activation(0), step.isConstant(1) ? step.constant(1).type() : step.activation(1).type());
    }

    /** Floats hold what any type does: what changes is what lies behind the point, and what is beyond the range. */
    private static void give(Step step, Activation value, Element to) {
        if (to == Element.BFLOAT16 && value.type() != to) {
            throw new Unsupported("it rounds to 8 bits, BFLOAT16");
        }
        boolean fits = to.isFloat() || to == value.type() || value.type() == Element.BOOL
                || to == Element.INT64 && !value.type().isFloat();
        if (fits) {
            step.give(value.as(to));
        } else if (to == Element.BOOL) {
            Activation zeros = step.shaped(step.add("zero", Affine.of().factor(0), Map.of(), value), value.shape());
            Activation same = step.add(Comparison.of(Comparison.Test.EQUAL), Map.of(), value, zeros);
            step.give(step.add(Affine.of().factor(-1).offset(1), Map.of(), same).as(to));
        } else {
            step.give(step.add(Whole.of().bits(to.bytes() * 8).signed(to.isSigned()), Map.of(), value).as(to));
        }
    }

    static void shape(Step step) {
        long[] dims = IntStream.of(step.activation(0).dims()).asLongStream().toArray();
        int from = Axes.bound(step.attributes().integer("start", 0), dims.length);
        int to = Axes.bound(step.attributes().integer("end", dims.length), dims.length);
        step.give(Constant.vector(Arrays.copyOfRange(dims, from, Math.max(from, to))));
    }

    static void size(Step step) {
        step.give(Constant.of(new int[0], new long[] {Constant.size(step.activation(0).dims())}));
    }

    static void flatten(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.flattened(value.dims(), step.attributes().integer("axis", 1)));
    }

    static void reshape(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.reshaped(value.dims(), step.constant(1).asIntegers(),
                step.attributes().flag("allowzero")));
    }

    static void squeeze(Step step) {
        Activation value = step.activation(0);
        long[] axes = axes(step);
        if (axes == null && step.batched() && value.dims()[0] == 1) {
            throw new Unsupported("it drops all axes of length 1, and the batch may be one of them");
        }
        give(step, value, Axes.squeezed(value.dims(), axes));
    }

    static void unsqueeze(Step step) {
        Activation value = step.activation(0);
        give(step, value, Axes.unsqueezed(value.dims(), axes(step)));
    }

    private static long @Nullable [] axes(Step step) {
        Constant given = step.constantOrNull(1);
        return given != null ? given.asIntegers() : step.attributes().integers("axes");
    }

    private static void give(Step step, Activation value, int[] dims) {
        step.give(step.reshaped(value, dims));
    }

    static void transpose(Step step) {
        Activation value = step.activation(0);
        step.give(step.transposed(value, Axes.transposed(value.rank(), step.attributes().integers("perm"))));
    }
}
