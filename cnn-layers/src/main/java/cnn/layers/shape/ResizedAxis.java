package cnn.layers.shape;

import cnn.api.layer.Binding;
import cnn.layers.resampling.SampledAxis;
import cnn.layers.shape.Resize2d.Mode;
import cnn.layers.shape.Resize2d.Places;

/**
 * One axis of an image that is resized.
 *
 * @param layer how
 * @param in pixels of the input
 * @param out pixels of the output
 * @param scale output pixels for each input pixel; out / in unless that was rounded
 * @param start where a region starts, in shares of the input
 * @param end where it ends
 */
record ResizedAxis(Resize2d layer, int in, int out, double scale, double start, double end) {
    /** Sources of all output pixels along an axis, at most: 256 MiB of them. */
    private static final long MOST = 1 << 25;

    /** Rejects a scale that leads elsewhere, and what would be mixed of more pixels than memory is worth. */
    void check(Binding binding) {
        if (Math.abs(length() - out) >= 1) {
            throw binding.reject("its scale of " + scale + " makes " + length() + " pixels of " + in
                    + " along an axis, but its size says " + out, "Leave the scale out");
        }
        if ((double) taps() * out > MOST) {
            throw binding.reject("its " + out + " output pixels along an axis would be mixed of " + taps() + " each",
                    "Use a larger scale, or no antialias");
        }
    }

    SampledAxis sampled() {
        SampledAxis.Builder axis = new SampledAxis.Builder(in, out);
        double[] weights = new double[taps()];
        for (int i = 0; i < out; i++) {
            double place = place(i);
            if (layer.places() != Places.CROP_AND_RESIZE || place >= 0 && place <= in - 1) {
                add(axis, place, weights);
            }
            axis.next();
        }
        return axis.build();
    }

    /** Where an output pixel stands. */
    private double place(int i) {
        double length = length();
        return switch (layer.places()) {
            case HALF_PIXEL -> (i + 0.5) / scale - 0.5;
            case PYTORCH_HALF_PIXEL -> length == 1 ? 0 : (i + 0.5) / scale - 0.5;
            case ASYMMETRIC -> i / scale;
            case ALIGN_CORNERS -> length == 1 ? 0 : i * (in - 1) / (length - 1);
            case TF_HALF_PIXEL_FOR_NN -> (i + 0.5) / scale;
            case HALF_PIXEL_SYMMETRIC -> in / 2.0 * (1 - out / length) + (i + 0.5) / scale - 0.5;
            case CROP_AND_RESIZE -> length == 1
                    ? (start + end) * (in - 1) / 2
                    : start * (in - 1) + i * (end - start) * (in - 1) / (length - 1);
        };
    }

    /** Of the output, before it was rounded. */
    private double length() {
        return layer.scale() == null ? out : scale * in;
    }

    /** Pixels that an output pixel is mixed of, half of them on each side. */
    private int taps() {
        return switch (layer.mode()) {
            case NEAREST -> 2;
            case LINEAR -> 2 * side(1);
            case CUBIC -> 2 * side(2);
        };
    }

    /** Pixels on one side that a kernel reaches, which is widened where an antialiased image shrinks. */
    private int side(int reach) {
        return (int) Math.min(-Math.floor(-reach / kernelScale()), Integer.MAX_VALUE / 4);
    }

    private double kernelScale() {
        return layer.antialias() ? Math.min(scale, 1) : 1;
    }

    private void add(SampledAxis.Builder axis, double place, double[] weights) {
        // the pixel before, so that of the two around a whole place the first has nothing and the second all
        double before = Math.clamp(Math.ceil(place) - 1, Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2);
        double rest = place - before;
        int first = (int) before + 1 - weights.length / 2;
        double sum = 0;
        for (int tap = 0; tap < weights.length; tap++) {
            int pixel = first + tap;
            boolean outside = layer.excludeOutside() && (pixel < 0 || pixel >= in);
            weights[tap] = outside ? 0 : weight(pixel - before, rest);
            sum += weights[tap];
        }
        boolean whole = layer.mode() == Mode.NEAREST || !layer.antialias() && !layer.excludeOutside();
        for (int tap = 0; tap < weights.length;) {
            int pixel = Math.clamp(first + tap, 0, in - 1);
            double weight = weights[tap++];
            while (tap < weights.length && Math.clamp(first + tap, 0, in - 1) == pixel) {
                weight += weights[tap++]; // beyond the edge
            }
            if (weight != 0) {
                axis.add(pixel, whole ? weight : weight / sum);
            }
        }
    }

    /** Of a pixel so far from the one before the place, which is {@code rest} behind that one, in (0, 1]. */
    private double weight(double pixel, double rest) {
        double distance = Math.abs(pixel - rest) * kernelScale();
        return switch (layer.mode()) {
            case NEAREST -> pixel == nearest(rest) ? 1 : 0;
            case LINEAR -> Math.max(0, 1 - distance);
            case CUBIC -> cubic(distance);
        };
    }

    private int nearest(double rest) {
        if (rest == 1) {
            return 1;
        }
        return switch (layer.rounding()) {
            case ROUND_PREFER_FLOOR -> rest <= 0.5 ? 0 : 1;
            case ROUND_PREFER_CEIL -> rest < 0.5 ? 0 : 1;
            case FLOOR -> 0;
            case CEIL -> 1;
        };
    }

    private double cubic(double x) {
        double a = layer.cubic();
        if (x <= 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
    }
}
