package cnn.layers.shape;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.layers.shape.GridSample.Beyond;
import cnn.layers.shape.Resize2d.Mode;
import java.util.Arrays;

/**
 * For each place the pixels around it, taps along each axis, with weights that are multiplied. A task is some places of one
 * example in a forward pass, and one example in a backward pass, where several places add to one pixel.
 */
final class GridSampleOp implements Op {
    private static final int TASK = 256;
    private static final double SLOPE = -0.75;

    private final GridSample layer;
    private final int axes;
    private final int[] lengths;
    private final int channels;
    private final int pixels;
    private final int places;
    private final int taps;
    private final int tasksOfExample;
    /** Of one place, along each axis for each tap: which pixel, −1 for none, its weight, and how that changes with the place. */
    private final FloatSlot around;
    private final ForwardTask forwardPlaces = this::forwardPlaces;
    private final BackwardTask backwardExample = this::backwardExample;

    GridSampleOp(Binding in, GridSample layer, Shape image, int places) {
        this.layer = layer;
        this.places = places;
        axes = image.rank() - 1;
        lengths = Arrays.copyOf(image.dims(), axes);
        channels = image.channels();
        pixels = image.size() / channels;
        taps = layer.mode() == Mode.NEAREST ? 1 : layer.mode() == Mode.LINEAR ? 2 : 4;
        tasksOfExample = (places + TASK - 1) / TASK;
        around = in.scratch(3 * axes * taps);
    }

    private int combinations() {
        int all = 1;
        for (int axis = 0; axis < axes; axis++) {
            all *= taps;
        }
        return all;
    }

    @Override
    public void forward(Forward pass) {
        pass.run(pass.batch() * tasksOfExample, (long) pass.batch() * places * combinations() * channels * 2,
                forwardPlaces);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient(0) || pass.wantsInputGradient(1)) {
            pass.run(pass.batch(), (long) pass.batch() * places * combinations() * channels * 4, backwardExample);
        }
    }

    private void forwardPlaces(Forward pass, int task) {
        float[] near = pass.floats(around);
        float[] y = pass.output();
        int example = task / tasksOfExample;
        int first = task % tasksOfExample * TASK;
        for (int place = first; place < Math.min(places, first + TASK); place++) {
            int to = (example * places + place) * channels;
            find(near, pass.input(1), (example * places + place) * axes);
            Arrays.fill(y, to, to + channels, 0);
            for (int i = 0; i < combinations(); i++) {
                int pixel = pixel(near, i);
                if (pixel >= 0) {
                    float weight = weight(near, i, -1);
                    int from = (example * pixels + pixel) * channels;
                    for (int c = 0; c < channels; c++) {
                        y[to + c] += weight * pass.input(0)[from + c];
                    }
                }
            }
        }
    }

    private void backwardExample(Backward pass, int example) {
        float[] near = pass.floats(around);
        float[] dy = pass.outputGradient();
        if (pass.wantsInputGradient(0)) {
            Arrays.fill(pass.inputGradient(0), example * pixels * channels, (example + 1) * pixels * channels, 0);
        }
        if (pass.wantsInputGradient(1)) {
            Arrays.fill(pass.inputGradient(1), example * places * axes, (example + 1) * places * axes, 0);
        }
        for (int place = example * places; place < (example + 1) * places; place++) {
            find(near, pass.input(1), place * axes);
            for (int i = 0; i < combinations(); i++) {
                int pixel = pixel(near, i);
                if (pixel < 0) {
                    continue;
                }
                int from = (example * pixels + pixel) * channels;
                float weight = weight(near, i, -1);
                float product = 0;
                for (int c = 0; c < channels; c++) {
                    product += pass.input(0)[from + c] * dy[place * channels + c];
                }
                if (pass.wantsInputGradient(0)) {
                    for (int c = 0; c < channels; c++) {
                        pass.inputGradient(0)[from + c] += weight * dy[place * channels + c];
                    }
                }
                for (int axis = 0; pass.wantsInputGradient(1) && axis < axes; axis++) {
                    pass.inputGradient(1)[place * axes + axes - 1 - axis] += product * weight(near, i, axis);
                }
            }
        }
    }

    /** Which of an axis' taps a combination takes. */
    private int tap(int combination, int axis) {
        int rest = combination;
        for (int one = axes - 1; one > axis; one--) {
            rest /= taps;
        }
        return axis * taps + rest % taps;
    }

    private int pixel(float[] near, int combination) {
        int pixel = 0;
        for (int axis = 0; axis < axes; axis++) {
            int at = (int) near[tap(combination, axis)];
            if (at < 0) {
                return -1;
            }
            pixel = pixel * lengths[axis] + at;
        }
        return pixel;
    }

    /** The product of a combination's weights, of one axis the derivative. */
    private float weight(float[] near, int combination, int derived) {
        float weight = 1;
        for (int axis = 0; axis < axes; axis++) {
            weight *= near[(axis == derived ? 2 : 1) * axes * taps + tap(combination, axis)];
        }
        return weight;
    }

    /** The pixels around a place, whose coordinates come with that of the innermost axis first. */
    private void find(float[] near, float[] coordinates, int from) {
        for (int axis = 0; axis < axes; axis++) {
            int length = lengths[axis];
            double given = coordinates[from + axes - 1 - axis];
            double scale = layer.alignCorners() ? (length - 1) / 2.0 : length / 2.0;
            double at = layer.alignCorners() ? (given + 1) * scale : (given + 1) * scale - 0.5;
            if (layer.mode() == Mode.NEAREST) {
                at = Math.rint(at);
            }
            double least = layer.alignCorners() ? 0 : -0.5;
            double most = layer.alignCorners() ? length - 1 : length - 0.5;
            if (layer.mode() != Mode.CUBIC && (at < least || at > most)) { // a cubic's pixels are moved one by one
                double before = at;
                at = moved(at, least, most, length);
                scale *= layer.beyond() == Beyond.ZEROS
                        ? 1
                        : layer.beyond() == Beyond.BORDER ? 0 : slope(before, least, most);
            }
            taps(near, axis, at, scale);
        }
    }

    private double moved(double at, double least, double most, int length) {
        return switch (layer.beyond()) {
            case ZEROS -> at;
            case BORDER -> Math.clamp(at, 0, length - 1);
            case REFLECTION -> reflected(at, least, most);
        };
    }

    private static double reflected(double at, double least, double most) {
        double range = most - least;
        if (range <= 0) {
            return least;
        }
        double off = (at - least) % (2 * range);
        double within = off < 0 ? off + 2 * range : off;
        return least + (within > range ? 2 * range - within : within);
    }

    /** 1 where a mirror image lies as the image does, −1 where the other way round. */
    private static double slope(double at, double least, double most) {
        double range = most - least;
        return range <= 0 ? 0 : Math.floor((at - least) / range) % 2 == 0 ? 1 : -1;
    }

    private void taps(float[] near, int axis, double at, double scale) {
        double floor = Math.floor(at);
        double share = at - floor;
        for (int tap = 0; tap < taps; tap++) {
            int i = axis * taps + tap;
            double position = floor + tap - (taps == 4 ? 1 : 0);
            near[i] = index(position, lengths[axis]);
            double weight = 1;
            double change = 0;
            if (taps == 2) {
                weight = tap == 0 ? 1 - share : share;
                change = tap == 0 ? -1 : 1;
            } else if (taps == 4) {
                double distance = Math.abs(share + 1 - tap);
                weight = cubic(distance);
                change = cubicSlope(distance) * Math.signum(share + 1 - tap);
            }
            near[axes * taps + i] = (float) weight;
            near[2 * axes * taps + i] = (float) (change * scale);
        }
    }

    /** The pixel at a position; −1 for none, NaN included. */
    private int index(double position, int length) {
        if (position >= 0 && position < length) {
            return (int) position;
        }
        return switch (layer.beyond()) {
            case ZEROS -> -1;
            case BORDER -> position < 0 ? 0 : position >= length ? length - 1 : -1;
            case REFLECTION -> {
                double mirrored = layer.alignCorners()
                        ? reflected(position, 0, length - 1)
                        : reflected(position, -0.5, length - 0.5);
                yield mirrored >= 0 && mirrored < length ? (int) mirrored : -1;
            }
        };
    }

    private static double cubic(double distance) {
        return distance <= 1
                ? ((SLOPE + 2) * distance - (SLOPE + 3)) * distance * distance + 1
                : ((SLOPE * distance - 5 * SLOPE) * distance + 8 * SLOPE) * distance - 4 * SLOPE;
    }

    private static double cubicSlope(double distance) {
        return distance <= 1
                ? (3 * (SLOPE + 2) * distance - 2 * (SLOPE + 3)) * distance
                : (3 * SLOPE * distance - 10 * SLOPE) * distance + 8 * SLOPE;
    }
}
