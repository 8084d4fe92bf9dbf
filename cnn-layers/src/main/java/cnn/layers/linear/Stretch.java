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

    /** All windows of an axis, with the elements that lie on the image. */
    static List<Stretch> of(Axis axis) {
        return of(axis, true);
    }

    /**
     * All windows of an axis, with the elements that lie on pixels of an image without end: one stretch for each phase
     * of the spread.
     */
    static List<Stretch> phases(Axis axis) {
        return of(axis, false);
    }

    private static List<Stretch> of(Axis axis, boolean clipped) {
        List<Stretch> found = new ArrayList<>();
        for (int phase = 0; phase < Math.min(axis.spread(), axis.out()); phase++) {
            Stretch last = at(axis, phase, clipped);
            for (int output = phase + axis.spread(); output < axis.out(); output += axis.spread()) {
                Stretch next = at(axis, output, clipped);
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

    private static Stretch at(Axis axis, int output, boolean clipped) {
        int first = next(axis, output, 0, clipped);
        if (first == axis.kernel()) {
            return new Stretch(output, axis.spread(), 1, 0, 1, 0, 0, axis.stride(), 0);
        }
        int second = next(axis, output, first + 1, clipped);
        int step = second == axis.kernel() ? 1 : second - first;
        int elements = 1;
        for (int k = second; k < axis.kernel(); k = next(axis, output, k + 1, clipped)) {
            elements++;
        }
        return new Stretch(output, axis.spread(), 1, first, step, elements, at(axis, output, first) / axis.spread(),
                axis.stride(), step * axis.dilation() / axis.spread());
    }

    /** The first element from {@code element} on that lies on a pixel, or as many as there are. */
    private static int next(Axis axis, int output, int element, boolean clipped) {
        int k = element;
        while (k < axis.kernel() && !isOnPixel(axis, at(axis, output, k), clipped)) {
            k++;
        }
        return k;
    }

    private static boolean isOnPixel(Axis axis, int at, boolean clipped) {
        return at % axis.spread() == 0 && (!clipped || at >= 0 && at / axis.spread() < axis.in());
    }

    /** Where an element lies among pixels and the zeros between them. */
    private static int at(Axis axis, int output, int element) {
        return output * axis.stride() + element * axis.dilation() - axis.before();
    }

    private Stretch longer() {
        return new Stretch(output, outputStep, count + 1, element, elementStep, elements, pixel, pixelStep, reach);
    }
}
