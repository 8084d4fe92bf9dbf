package cnn.explain;

import cnn.api.Tensor;
import cnn.api.data.Image;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Integrated gradients: how the score of the picture comes together, pixel by pixel, on the way from a baseline that shows nothing.
 *
 * <p>(x − b) · ∫₀¹ ∂y/∂x (b + t (x − b)) dt of every number of the picture (H, W, C), the integral as the mean over the middles of n
 * equal steps. Complete: all numbers sum to y(x) − y(b), but for the error of n steps.
 *
 * <p>Throws where there is no step, or the baseline has another shape than the picture that the network takes.
 *
 * <p>Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", ICML 2017, equations 1 and 3; the middles of the steps
 * instead of their ends err less.
 *
 * @param steps n, from 1
 * @param level of the baseline, one number for all its pixels, in [0, 1]: 0 for black
 * @param baseline a picture in its place; null for none
 */
public record IntegratedGradients(int steps, double level, @Nullable Image baseline) implements AttributionMethod {
    public IntegratedGradients {
        if (steps < 1 || steps > 100_000 || !Double.isFinite(level)) {
            throw new IllegalArgumentException(
                    "Integrated gradients take 1 to 100,000 steps and a baseline that is a number, but "
                            + "were given " + steps + " steps and " + level + ". Use for example 64 and 0.");
        }
    }

    /** 64 steps from black. */
    public static IntegratedGradients of() {
        return new IntegratedGradients(64, 0, null);
    }

    /** In as many steps. */
    public IntegratedGradients steps(int count) {
        return new IntegratedGradients(count, level, baseline);
    }

    /** From an even grey, in [0, 1]: 1 is white. */
    public IntegratedGradients baseline(double grey) {
        return new IntegratedGradients(steps, grey, null);
    }

    /** From a picture in the shape that the network takes. */
    public IntegratedGradients baseline(Image picture) {
        return new IntegratedGradients(steps, 0, picture);
    }

    @Override
    public String title() {
        return "Integrated gradients";
    }

    @Override
    public String reading() {
        return "Red pixels raise the score and blue ones lower it on the way from "
                + (baseline != null ? "the baseline" : level == 0 ? "black" : level == 1 ? "white" : "grey")
                + " to this picture; together they make up all of the difference.";
    }

    @Override
    public Attribution apply(Probe probe) {
        float[] pixels = probe.image().pixels();
        float[] from = from(probe.image());
        float[] between = new float[pixels.length];
        float[] values = probe.meanGradient(steps, step -> {
            float share = (step + 0.5f) / steps;
            for (int i = 0; i < between.length; i++) {
                between[i] = from[i] + share * (pixels[i] - from[i]);
            }
            return between;
        });
        for (int i = 0; i < values.length; i++) {
            values[i] *= pixels[i] - from[i];
        }
        return probe.attribution(this, Attribution.Kind.SIGNED, new Tensor(probe.image().shape(), values));
    }

    private float[] from(Image image) {
        if (baseline == null) {
            float[] even = new float[image.pixels().length];
            Arrays.fill(even, (float) level);
            return even;
        }
        if (!baseline.shape().equals(image.shape())) {
            throw new IllegalArgumentException("The baseline has shape " + baseline.shape() + ", but the network takes "
                    + image.shape() + ". Bring it to that shape with model.fit(image).");
        }
        return baseline.pixels();
    }
}
