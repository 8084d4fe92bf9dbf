package cnn.onnx.operator;

import cnn.layers.ConvTranspose2d;
import cnn.layers.ConvTranspose3d;
import cnn.layers.Padding;
import cnn.layers.Padding3d;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.translation.Unsupported;
import java.util.Arrays;

/**
 * What the window of a transposed convolution is told, along each spatial axis. ONNX has three ways to say how large the output
 * is: what is cut off and added, a size, or the input's size times the stride; all become what is cut off at the start and a size.
 *
 * @param kernel elements of the window
 * @param strides from one window to the next
 * @param dilations from one element to the next
 * @param before pixels cut off at the start
 * @param after pixels cut off at the end
 * @param sizes of the output
 * @param open whether the output is larger than the rest makes it, or smaller
 */
record TransposedWindow(int[] kernel, int[] strides, int[] dilations, int[] before, int[] after, int[] sizes,
        boolean open) {
    /**
     * Reads the attributes.
     *
     * @param input axes of the input
     * @param weights axes of the weights
     */
    static TransposedWindow of(Attributes given, int[] input, int[] weights) {
        int axes = weights.length - 2;
        if (axes < 1 || axes > 3 || input.length != weights.length) {
            throw new Unsupported("it works on " + input.length + " axes with weights of " + weights.length
                    + ", and signals, images and volumes are read");
        }
        int[] kernel = Arrays.copyOfRange(weights, 2, weights.length);
        int[] strides = numbers(given, "strides", axes, 1);
        int[] dilations = numbers(given, "dilations", axes, 1);
        int[] more = numbers(given, "output_padding", axes, 0);
        int[] pads = numbers(given, "pads", 2 * axes, 0);
        long[] wanted = given.integers("output_shape");
        String automatic = given.text("auto_pad", "NOTSET");
        boolean same = automatic.startsWith("SAME_");
        int[] before = new int[axes];
        int[] after = new int[axes];
        int[] sizes = new int[axes];
        boolean open = false;
        for (int axis = 0; axis < axes; axis++) {
            long full = (input[axis + 2] - 1L) * strides[axis] + (kernel[axis] - 1L) * dilations[axis] + 1;
            long size;
            if (wanted != null || same) {
                size = wanted != null
                        ? wanted[wanted.length - axes + axis]
                        : (long) input[axis + 2] * strides[axis];
                long cut = Math.max(0, full + more[axis] - size);
                before[axis] = Math.toIntExact(automatic.equals("SAME_UPPER") ? cut / 2 : cut - cut / 2);
            } else {
                before[axis] = automatic.equals("VALID") ? 0 : pads[axis];
                size = full + more[axis] - before[axis] - (automatic.equals("VALID") ? 0 : pads[axes + axis]);
            }
            sizes[axis] = Math.toIntExact(size);
            long rest = full - before[axis] - size;
            after[axis] = Math.toIntExact(Math.max(0, rest));
            open |= rest < 0;
        }
        return new TransposedWindow(kernel, strides, dilations, before, after, sizes, open);
    }

    private static int[] numbers(Attributes given, String name, int count, int otherwise) {
        long[] numbers = given.integers(name);
        if (numbers == null || numbers.length == 0) {
            int[] all = new int[count];
            Arrays.fill(all, otherwise);
            return all;
        }
        if (numbers.length != count) {
            throw new Unsupported("its " + name + " are " + numbers.length + " numbers, and " + count + " are due");
        }
        return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
    }

    /** The layer for images and signals, which are images of height 1. */
    ConvTranspose2d imageLayer(int filters, int groups, boolean bias) {
        ConvTranspose2d layer = ConvTranspose2d.of(filters, size(kernel)).stride(size(strides))
                .dilation(size(dilations))
                .groups(groups).bias(bias);
        int last = kernel.length - 1;
        int top = last == 0 ? 0 : before[0];
        int bottom = last == 0 ? 0 : after[0];
        if (open) {
            return layer.padding(padding(top, before[last], 0, 0)).outputSize(size(sizes));
        }
        return layer.padding(padding(top, before[last], bottom, after[last]));
    }

    private static Padding padding(int top, int left, int bottom, int right) {
        return (top | left | bottom | right) == 0 ? Padding.VALID : Padding.of(top, left, bottom, right);
    }

    private static Size size(int[] sides) {
        return sides.length == 1 ? new Size(1, sides[0]) : new Size(sides[0], sides[1]);
    }

    /** The layer for volumes. */
    ConvTranspose3d volumeLayer(int filters, int groups, boolean bias) {
        ConvTranspose3d layer = ConvTranspose3d.of(filters, size3d(kernel)).stride(size3d(strides))
                .dilation(size3d(dilations)).groups(groups).bias(bias);
        return open
                ? layer.padding(Padding3d.of(before[0], before[1], before[2], 0, 0, 0)).outputSize(size3d(sizes))
                : layer.padding(Padding3d.of(before[0], before[1], before[2], after[0], after[1], after[2]));
    }

    private static Size3d size3d(int[] sides) {
        return new Size3d(sides[0], sides[1], sides[2]);
    }
}
