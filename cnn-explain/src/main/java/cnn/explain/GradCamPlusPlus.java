package cnn.explain;

import cnn.explain.Probe.Activity;
import org.jspecify.annotations.Nullable;

/**
 * Grad-CAM++: as {@link GradCam}, but every place of a map is weighed by itself, so that several things of one class, and all of
 * a large one, are seen.
 *
 * <p>L = max(0, Σₖ wₖ · Aₖ), wₖ = Σᵢⱼ αₖᵢⱼ · max(0, gₖᵢⱼ), αₖᵢⱼ = g² / (2 g² + g³ Σₐᵦ Aₖₐᵦ), with g = ∂y/∂Aₖᵢⱼ and α = 0 where g is. The
 * paper's Y = exp(y) has these derivatives times exp(y), which makes no difference to where the map is bright and is left out.
 * Numbers from 0 on, (h, w, 1).
 *
 * <p>Throws where the layer has no places.
 *
 * <p>Chattopadhay and others, "Grad-CAM++: generalized gradient-based visual explanations for deep convolutional networks", WACV
 * 2018, equations 5, 12 and 19.
 *
 * @param layer name of the layer to look at, or path of a block; null for the last one whose output has places
 */
public record GradCamPlusPlus(@Nullable String layer) implements AttributionMethod {
    /** At the last layer that has places. */
    public static GradCamPlusPlus of() {
        return new GradCamPlusPlus(null);
    }

    /** At another layer: early ones see finer, late ones know more. */
    public GradCamPlusPlus layer(String name) {
        return new GradCamPlusPlus(name);
    }

    @Override
    public String title() {
        return "Grad-CAM++";
    }

    @Override
    public String reading() {
        return "As Grad-CAM, but every place counts by itself: it shows all of a large thing, and several of one kind.";
    }

    @Override
    public Attribution apply(Probe probe) {
        Activity activity = probe.activity(layer, this);
        float[] outputs = activity.output().data();
        float[] gradient = activity.gradient().data();
        int maps = activity.output().shape().channels();
        double[] sums = new double[maps];
        for (int i = 0; i < outputs.length; i++) {
            sums[i % maps] += outputs[i];
        }
        double[] weights = new double[maps];
        for (int i = 0; i < gradient.length; i++) {
            double g = gradient[i];
            double below = 2 * g * g + g * g * g * sums[i % maps];
            if (g > 0 && below != 0) {
                weights[i % maps] += g * g / below * g;
            }
        }
        return probe.attribution(this, Attribution.Kind.SUPPORT, ClassActivation.map(activity, weights));
    }
}
