package cnn.layers.convolution.shared;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring windows along one axis that see the same elements of the kernel, so that a kernel can take them in one
 * go: a few at each edge, where windows reach over it, and all between. Where pixels are spread, neighbours are windows a
 * spread apart, for those between fall on other elements.
 *
 * @param output the first window
 * @param outputStep from one window to the next
 * @param count number of windows
 * @param element first element that lies on a pixel
 * @param elementStep from one such element to the next
 * @param elements number of such elements, or 0
 * @param pixel the first window's first pixel
 * @param pixelStep pixels from one window to the next
 * @param reach pixels from one element to the next
 */
public record Stretch(int output, int outputStep, int count, int element, int elementStep, int elements, int pixel,
        int pixelStep, int reach) {

    /** All windows of an axis, with the elements that lie on the image. */
    public static List<Stretch> of(Axis axis) {
        return of(axis, true);
    }

    /**
     * All windows of an axis, with the elements that lie on pixels of an image without end: one stretch for each phase
     * of the spread.
     */
    public static List<Stretch> phases(Axis axis) {
        return of(axis, false);
    }

    private static List<Stretch> of(Axis axis, boolean clipped) {
        List<Stretch> found = new ArrayList<>();
        int period = axis.spread() == 1 ? 1 : period(axis);
        int inverse = inverse(axis, period);
        for (int phase = 0; phase < Math.min(axis.spread(), axis.out()); phase++) {
            Stretch last = at(axis, phase, period, inverse, clipped);
            // in long: a stride, which spreads the way back, may be any int
            for (long output = (long) phase + axis.spread(); output < axis.out(); output += axis.spread()) {
                Stretch next = at(axis, (int) output, period, inverse, clipped);
                if (next.element == last.element && next.elements == last.elements) {
                    last = last.longer();
                } else {
                    found.add(last);
                    last = next;
                }
            }
            found.add(last);
        }
        return List.copyOf(found);
    }

    /**
     * The elements k that lie on a pixel: k·dilation + offset is a multiple of the spread, and within the image. They are
     * every period-th one, found without looking at each: a window may have as many as the image has pixels.
     */
    private static Stretch at(Axis axis, int output, int period, int inverse, boolean clipped) {
        long offset = (long) output * axis.stride() - axis.before();
        long low = clipped ? Math.max(0, -Math.floorDiv(offset, (long) axis.dilation())) : 0;
        long last = (axis.in() - 1L) * axis.spread() - offset;
        long high = clipped
                ? Math.min(axis.kernel(), Math.floorDiv(last, (long) axis.dilation()) + 1)
                : axis.kernel();
        int rest = (int) Math.floorMod(-offset, (long) axis.spread());
        int common = axis.spread() / period;
        long first = low + Math.floorMod((long) (rest / common) * inverse - low, (long) period);
        if (rest % common != 0 || first >= high) {
            return new Stretch(output, axis.spread(), 1, 0, 1, 0, 0, axis.stride(), 0);
        }
        int elements = (int) ((high - 1 - first) / period) + 1;
        int step = elements == 1 ? 1 : period;
        return new Stretch(output, axis.spread(), 1, (int) first, step, elements,
                at(axis, output, (int) first) / axis.spread(), axis.stride(), step * axis.dilation() / axis.spread());
    }

    /** How often elements lie on pixels: every so many elements. */
    private static int period(Axis axis) {
        return axis.spread() / BigInteger.valueOf(axis.spread()).gcd(BigInteger.valueOf(axis.dilation())).intValue();
    }

    /** What a rest is multiplied by to find the first element that leaves it. */
    private static int inverse(Axis axis, int period) {
        if (period == 1) {
            return 0;
        }
        BigInteger step = BigInteger.valueOf(axis.dilation() / (axis.spread() / period));
        return step.modInverse(BigInteger.valueOf(period)).intValue();
    }

    /** Where an element lies among pixels and the zeros between them. */
    private static int at(Axis axis, int output, int element) {
        return output * axis.stride() + element * axis.dilation() - axis.before();
    }

    private Stretch longer() {
        return new Stretch(output, outputStep, count + 1, element, elementStep, elements, pixel, pixelStep, reach);
    }
}
