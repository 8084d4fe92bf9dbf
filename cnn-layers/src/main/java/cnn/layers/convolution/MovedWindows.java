package cnn.layers.convolution;

import cnn.api.layer.Backward;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Geometry;

/**
 * Windows of which each element is moved by amounts that come with the image, rows before columns, and may be weighed. What an
 * element sees is mixed of the four pixels around its place, those beyond the image being 0. The numbers of windows lie as a
 * matrix for each group, a window's in one row: by elements, then by the group's channels.
 *
 * @param geometry of the windows before they are moved
 * @param parts of the channels that are moved together
 * @param weighed whether a third input weighs elements
 */
record MovedWindows(Geometry geometry, int parts, boolean weighed) {
    /** Numbers of a window. */
    int floats() {
        return Math.multiplyExact(geometry.positions(), geometry.channels());
    }

    /** Windows of an image. */
    int count() {
        return geometry.rows().out() * geometry.columns().out();
    }

    /** Elements that are moved by themselves in one image. */
    int elements() {
        return count() * parts * geometry.positions();
    }

    /** Adds what some windows of an example see to their numbers. */
    void see(Pass pass, int example, int first, int windows, float[] numbers) {
        for (int window = 0; window < windows; window++) {
            for (int element = 0; element < geometry.positions(); element++) {
                for (int part = 0; part < parts; part++) {
                    see(pass, example, first + window, element, part, numbers, windows, window);
                }
            }
        }
    }

    /** Adds what follows for the image, the amounts and the weights from the gradient of some windows' numbers. */
    void back(Backward pass, int example, int first, int windows, float[] gradient) {
        for (int window = 0; window < windows; window++) {
            for (int element = 0; element < geometry.positions(); element++) {
                for (int part = 0; part < parts; part++) {
                    back(pass, example, first + window, element, part, gradient, windows, window);
                }
            }
        }
    }

    private int index(int example, int window, int element, int part) {
        return ((example * count() + window) * parts + part) * geometry.positions() + element;
    }

    private float row(Pass pass, int index, int window, int element) {
        return pass.input(1)[2 * index]
                + start(geometry.rows(), window / geometry.columns().out(), element / geometry.columns().kernel());
    }

    private float column(Pass pass, int index, int window, int element) {
        return pass.input(1)[2 * index + 1]
                + start(geometry.columns(), window % geometry.columns().out(), element % geometry.columns().kernel());
    }

    private static int start(Axis axis, int window, int element) {
        return window * axis.stride() - axis.before() + element * axis.dilation();
    }

    private void see(Pass pass, int example, int window, int element, int part, float[] numbers, int windows, int to) {
        int index = index(example, window, element, part);
        float row = row(pass, index, window, element);
        float column = column(pass, index, window, element);
        float weight = weighed ? pass.input(2)[index] : 1;
        if (Float.isNaN(row + column)) { // of infinities of both signs, too: no place is silently none
            add(pass.input(0), example * geometry.inFloats(), Float.NaN, numbers, windows, to, element, part);
            return;
        }
        for (int corner = 0; corner < 4; corner++) {
            int pixel = pixel(row, column, corner);
            if (pixel >= 0) {
                add(pass.input(0), (example * geometry.inFloats() + pixel), weight * share(row, corner >> 1)
                        * share(column, corner & 1), numbers, windows, to, element, part);
            }
        }
    }

    private void back(Backward pass, int example, int window, int element, int part, float[] gradient, int windows,
            int from) {
        int index = index(example, window, element, part);
        float row = row(pass, index, window, element);
        float column = column(pass, index, window, element);
        float weight = weighed ? pass.input(2)[index] : 1;
        float down = 0;
        float right = 0;
        float mixed = 0;
        for (int corner = 0; corner < 4; corner++) {
            int pixel = pixel(row, column, corner);
            if (pixel >= 0) {
                float vertical = share(row, corner >> 1);
                float horizontal = share(column, corner & 1);
                float product = corner(pass, example * geometry.inFloats() + pixel, weight * vertical * horizontal,
                        gradient, windows, from, element, part);
                mixed += product * vertical * horizontal;
                down += product * horizontal * ((corner >> 1) * 2 - 1);
                right += product * vertical * ((corner & 1) * 2 - 1);
            }
        }
        if (pass.wantsInputGradient(1)) {
            pass.inputGradient(1)[2 * index] = weight * down;
            pass.inputGradient(1)[2 * index + 1] = weight * right;
        }
        if (weighed && pass.wantsInputGradient(2)) {
            pass.inputGradient(2)[index] = mixed;
        }
    }

    /** Where one of the four pixels around a place begins; −1 beyond the image. */
    private int pixel(float row, float column, int corner) {
        double down = Math.floor(row) + (corner >> 1);
        double right = Math.floor(column) + (corner & 1);
        int height = geometry.rows().in();
        int width = geometry.columns().in();
        return down >= 0 && down < height && right >= 0 && right < width
                ? ((int) down * width + (int) right) * geometry.channels()
                : -1;
    }

    /** What the pixel before a place has of it, or the one behind. */
    private static float share(float place, int behind) {
        float share = place - (float) Math.floor(place);
        return behind == 0 ? 1 - share : share;
    }

    /** Where the numbers of a window's element begin that are of a channel's group, less the group's first channel. */
    private int at(int group, int windows, int window, int element) {
        int channels = geometry.groupChannels();
        return ((group * windows + window) * geometry.positions() + element) * channels - group * channels;
    }

    private void add(float[] x, int pixel, float weight, float[] numbers, int windows, int window, int element,
            int part) {
        int end = (part + 1) * (geometry.channels() / parts);
        for (int c = end - geometry.channels() / parts; c < end;) {
            int group = c / geometry.groupChannels();
            int to = at(group, windows, window, element);
            int last = Math.min(end, (group + 1) * geometry.groupChannels());
            for (; c < last; c++) {
                numbers[to + c] += weight * x[pixel + c];
            }
        }
    }

    /** Adds a pixel's gradient where it is wanted. Returns the pixel times the numbers' gradient. */
    private float corner(Backward pass, int pixel, float weight, float[] gradient, int windows, int window,
            int element, int part) {
        float[] x = pass.input(0);
        boolean wanted = pass.wantsInputGradient(0);
        float product = 0;
        int end = (part + 1) * (geometry.channels() / parts);
        for (int c = end - geometry.channels() / parts; c < end;) {
            int group = c / geometry.groupChannels();
            int from = at(group, windows, window, element);
            int last = Math.min(end, (group + 1) * geometry.groupChannels());
            for (; c < last; c++) {
                product += gradient[from + c] * x[pixel + c];
                if (wanted) {
                    pass.inputGradient(0)[pixel + c] += weight * gradient[from + c];
                }
            }
        }
        return product;
    }
}
