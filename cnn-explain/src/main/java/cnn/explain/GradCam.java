package cnn.explain;

import cnn.explain.Probe.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM: where in the picture a layer saw what speaks for the answer.
 *
 * <p>L = max(0, Σₖ αₖ · Aₖ), αₖ = (1/Z) Σᵢⱼ ∂y/∂Aₖᵢⱼ: each of the layer's maps A counts by the mean of the score's derivative over its
 * Z places. Numbers from 0 on, as many as the layer has places (h, w, 1); a map that is 0 everywhere says that the layer saw
 * nothing for the answer.
 *
 * <p>Throws where the layer has no places, as behind flatten or global pooling.
 *
 * <p>Selvaraju and others, "Grad-CAM: visual explanations from deep networks via gradient-based localization", ICCV 2017, equations
 * 1 and 2.
 *
 * @param layer name of the layer to look at, or path of a block; null for the last one whose output has places
 */
public record GradCam(@Nullable String layer) implements AttributionMethod {
    /** At the last layer that has places. */
    public static GradCam of() {
        return new GradCam(null);
    }

    /** At another layer: early ones see finer, late ones know more. */
    public GradCam layer(String name) {
        return new GradCam(name);
    }

    @Override
    public String title() {
        return "Grad-CAM";
    }

    @Override
    public String reading() {
        return "Bright is where the layer saw what speaks for this answer; the dark rest did not help.";
    }

    @Override
    public Attribution apply(Probe probe) {
        Activity activity = probe.activity(layer, this);
        float[] gradient = activity.gradient().data();
        double[] weights = new double[activity.output().shape().channels()];
        for (int i = 0; i < gradient.length; i++) {
            weights[i % weights.length] += gradient[i];
        }
        int places = gradient.length / weights.length;
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= places;
        }
        return probe.attribution(this, Attribution.Kind.SUPPORT, ClassActivation.map(activity, weights));
    }
}
