package cnn.explain;

import java.util.List;
import java.util.Locale;

/**
 * A way to say which parts of a picture an answer hangs on. The bundled ones are records with withers; one of your own asks the
 * {@link Probe} for scores and derivatives, which it has of any model:
 *
 * {@snippet :
 * record PixelSquares() implements AttributionMethod {
 *     public String title() {
 *         return "Squared gradient";
 *     }
 *
 *     public String reading() {
 *         return "Bright pixels change the answer most.";
 *     }
 *
 *     public Attribution apply(Probe probe) {
 *         float[] gradient = probe.gradient(probe.image().pixels());
 *         for (int i = 0; i < gradient.length; i++) {
 *             gradient[i] *= gradient[i];
 *         }
 *         return probe.attribution(this, Attribution.Kind.MAGNITUDE, new Tensor(probe.image().shape(), gradient));
 *     }
 * }
 * }
 *
 * Immutable, and applied by many threads at once.
 */
public interface AttributionMethod {
    /** The bundled ones, as they are unless told otherwise, in the order in which one reads them best. */
    static List<AttributionMethod> bundled() {
        return List.of(GradCam.of(), GradCamPlusPlus.of(), Occlusion.of(), IntegratedGradients.of(),
                GradientTimesInput.of(), SmoothGrad.of(), Saliency.of());
    }

    /** What people call it: {@code Grad-CAM}. */
    String title();

    /** What a command line and a file call it: {@code grad-cam}. */
    default String id() {
        return title().toLowerCase(Locale.ROOT).replace("×", "times").replace("++", "-plus-plus").replace(' ', '-');
    }

    /** One sentence on what the result shows and how to read it. */
    String reading();

    /**
     * Explains a score.
     *
     * @throws IllegalArgumentException where the model or the picture gives no ground for it, saying what would
     */
    Attribution apply(Probe probe);
}
