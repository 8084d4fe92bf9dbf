package cnn.onnx.operator;

import cnn.layers.shape.Crop2d;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Sides;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Step;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;

/** What is put around values, or cut off. */
final class Frames {
    private Frames() {
    }

    static void pad(Step step) {
        Activation value = step.activation(0);
        Attributes given = step.attributes();
        Pad2d.Mode mode = switch (given.text("mode", "constant")) {
            case "constant" -> Pad2d.Mode.CONSTANT;
            case "reflect" -> Pad2d.Mode.REFLECT;
            case "edge" -> Pad2d.Mode.EDGE;
            case "wrap" -> Pad2d.Mode.WRAP;
            default -> throw new Unsupported("its mode is " + given.text("mode", ""));
        };
        Constant number = step.opset() < 11 ? null : step.constantOrNull(2);
        double fill = number == null || number.size() == 0
                ? Normalizations.decimal(given.number("value", 0))
                : number.number(0);
        step.give(framed(step, value, amounts(step, value.rank()), mode, mode == Pad2d.Mode.CONSTANT ? fill : 0));
    }

    /** All starts, then all ends; 0 along axes that are not named. */
    private static int[] amounts(Step step, int rank) {
        long[] pads = step.opset() < 11 ? step.attributes().integers("pads") : step.constant(1).asIntegers();
        if (pads == null) {
            throw new Unsupported("it has no pads");
        }
        Constant axes = step.opset() < 11 ? null : step.constantOrNull(3);
        int count = axes == null ? rank : axes.size();
        if (pads.length != 2 * count) {
            throw new Unsupported("its pads are " + pads.length + " numbers for " + count + " axes");
        }
        int[] all = new int[2 * rank];
        for (int i = 0; i < count; i++) {
            int axis = axes == null ? i : step.axis(axes.asIntegers()[i], rank);
            all[axis] = Math.toIntExact(pads[i]);
            all[rank + axis] = Math.toIntExact(pads[count + i]);
        }
        return all;
    }

    /** What is less than 0 is cut off, then the rest is put around. */
    private static Activation framed(Step step, Activation value, int[] amounts, Pad2d.Mode mode, double fill) {
        int[] cut = Arrays.stream(amounts).map(amount -> Math.max(0, -amount)).toArray();
        int[] more = Arrays.stream(amounts).map(amount -> Math.max(0, amount)).toArray();
        Activation rest = ImageAxes.change(step, value, lengths(value, amounts), changed(cut),
                (_, rows, columns) -> new Crop2d(sides(cut, rows, columns)));
        return ImageAxes.change(step, rest, lengths(value, amounts), changed(more),
                (_, rows, columns) -> new Pad2d(sides(more, rows, columns), mode, fill));
    }

    private static long[] lengths(Activation value, int[] amounts) {
        int rank = value.rank();
        long[] lengths = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            lengths[axis] = (long) value.dims()[axis] + amounts[axis] + amounts[rank + axis];
        }
        return lengths;
    }

    private static boolean[] changed(int[] amounts) {
        int rank = amounts.length / 2;
        boolean[] changed = new boolean[rank];
        for (int axis = 0; axis < rank; axis++) {
            changed[axis] = amounts[axis] != 0 || amounts[rank + axis] != 0;
        }
        return changed;
    }

    private static Sides sides(int[] amounts, int rows, int columns) {
        int rank = amounts.length / 2;
        return new Sides(rows < 0 ? 0 : amounts[rows], columns < 0 ? 0 : amounts[columns],
                rows < 0 ? 0 : amounts[rank + rows], columns < 0 ? 0 : amounts[rank + columns]);
    }

    /** Cuts or pads with zeros, evenly on both sides, the odd one at the end. */
    static void centre(Step step) {
        Activation value = step.activation(0);
        int rank = value.rank();
        long[] lengths = step.constant(1).asIntegers();
        long[] axes = step.attributes().integers("axes");
        int[] amounts = new int[2 * rank];
        for (int i = 0; i < lengths.length; i++) {
            int axis = axes == null ? i : step.axis(axes[i], rank);
            int more = Math.toIntExact(lengths[i] - value.dims()[axis]);
            amounts[axis] = more / 2;
            amounts[rank + axis] = more - more / 2;
        }
        step.give(framed(step, value, amounts, Pad2d.Mode.CONSTANT, 0));
    }
}
