package cnn.explain;

import cnn.api.Tensor;

/**
 * Gradient × input: how much each pixel gives to the score, if the network were as straight everywhere as it is here.
 *
 * <p>x · ∂y/∂x of every number of the picture, values in [0, 1], so that black gives nothing: (H, W, C).
 *
 * <p>Shrikumar, Greenside, Shcherbina and Kundaje, "Not just a black box: learning important features through propagating activation
 * differences", 2016, section 2.
 */
public record GradientTimesInput() implements AttributionMethod {
    /** The one way. */
    public static GradientTimesInput of() {
        return new GradientTimesInput();
    }

    @Override
    public String title() {
        return "Gradient × input";
    }

    @Override
    public String reading() {
        return "Red pixels give to the score and blue ones take from it, as far as the slope at this picture tells.";
    }

    @Override
    public Attribution apply(Probe probe) {
        float[] pixels = probe.image().pixels();
        float[] values = probe.gradient(pixels);
        for (int i = 0; i < values.length; i++) {
            values[i] *= pixels[i];
        }
        return probe.attribution(this, Attribution.Kind.SIGNED, new Tensor(probe.image().shape(), values));
    }
}
