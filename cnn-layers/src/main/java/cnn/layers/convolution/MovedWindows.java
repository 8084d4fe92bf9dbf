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

    /** Writes what some windows of an example see. */
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
        int image = example * geometry.inFloats();
        boolean within = row > -1 && row < geometry.rows().in() && column > -1 && column < geometry.columns().in();
        if (!within) {
            // NaN where a place is no number, so that it does not pass for one beyond the image
            fill(numbers, Float.isNaN(row + column) ? Float.NaN : 0, windows, to, element, part);
            return;
        }
        int top = Math.max((int) Math.floor(row), 0) * geometry.columns().in();
        int bottom = Math.min((int) Math.floor(row) + 1, geometry.rows().in() - 1) * geometry.columns().in();
        int left = Math.max((int) Math.floor(column), 0);
        int right = Math.min((int) Math.floor(column) + 1, geometry.columns().in() - 1);
        float above = row < 0 ? 0 : weight * share(row, 0);
        float below = row > geometry.rows().in() - 1 ? 0 : weight * share(row, 1);
        float before = column < 0 ? 0 : share(column, 0);
        float behind = column > geometry.columns().in() - 1 ? 0 : share(column, 1);
        float[] x = pass.input(0);
        int a = image + (top + left) * geometry.channels();
        int b = image + (top + right) * geometry.channels();
        int c = image + (bottom + left) * geometry.channels();
        int d = image + (bottom + right) * geometry.channels();
        int end = (part + 1) * (geometry.channels() / parts);
        for (int from = end - geometry.channels() / parts; from < end;) {
            int group = from / geometry.groupChannels();
            int at = at(group, windows, to, element);
            int last = Math.min(end, (group + 1) * geometry.groupChannels());
            for (int i = from; i < last; i++) {
                numbers[at + i] = above * before * x[a + i] + above * behind * x[b + i] + below * before * x[c + i]
                        + below * behind * x[d + i];
            }
            from = last;
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

    private void fill(float[] numbers, float number, int windows, int window, int element, int part) {
        int end = (part + 1) * (geometry.channels() / parts);
        for (int c = end - geometry.channels() / parts; c < end; c++) {
            numbers[at(c / geometry.groupChannels(), windows, window, element) + c] = number;
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
