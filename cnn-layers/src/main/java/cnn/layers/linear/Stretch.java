package cnn.layers.linear;

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
record Stretch(int output, int outputStep, int count, int element, int elementStep, int elements, int pixel,
        int pixelStep, int reach) {

    /** All windows of an axis. */
    static List<Stretch> of(Axis axis) {
        List<Stretch> found = new ArrayList<>();
        for (int phase = 0; phase < Math.min(axis.spread(), axis.out()); phase++) {
            Stretch last = at(axis, phase);
            for (int output = phase + axis.spread(); output < axis.out(); output += axis.spread()) {
                Stretch next = at(axis, output);
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

    private static Stretch at(Axis axis, int output) {
        int first = next(axis, output, 0);
        if (first == axis.kernel()) {
            return new Stretch(output, axis.spread(), 1, 0, 1, 0, 0, axis.stride(), 0);
        }
        int second = next(axis, output, first + 1);
        int step = second == axis.kernel() ? 1 : second - first;
        int elements = 1;
        for (int k = second; k < axis.kernel(); k = next(axis, output, k + 1)) {
            elements++;
        }
        return new Stretch(output, axis.spread(), 1, first, step, elements, pixel(axis, output, first), axis.stride(),
                step * axis.dilation() / axis.spread());
    }

    /** The first element from {@code element} on that lies on a pixel, or as many as there are. */
    private static int next(Axis axis, int output, int element) {
        int k = element;
        while (k < axis.kernel() && pixel(axis, output, k) < 0) {
            k++;
        }
        return k;
    }

    private static int pixel(Axis axis, int output, int element) {
        int spread = output * axis.stride() + element * axis.dilation() - axis.before();
        boolean onPixel = spread >= 0 && spread % axis.spread() == 0 && spread / axis.spread() < axis.in();
        return onPixel ? spread / axis.spread() : -1;
    }

    private Stretch longer() {
        return new Stretch(output, outputStep, count + 1, element, elementStep, elements, pixel, pixelStep, reach);
    }
}
