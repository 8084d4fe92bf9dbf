package cnn.explain;

import cnn.api.Tensor;

/**
 * Saliency, or vanilla gradient: which pixels would change the score most, if they changed a little.
 *
 * <p>∂y/∂x of every number of the picture (H, W, C), with its sign; shown is the largest size of a pixel's channels.
 *
 * <p>Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks: visualising image classification models and saliency
 * maps", ICLR workshop 2014, section 3.
 */
public record Saliency() implements AttributionMethod {
    /** The one way. */
    public static Saliency of() {
        return new Saliency();
    }

    @Override
    public String title() {
        return "Saliency";
    }

    @Override
    public String reading() {
        return "Bright pixels would change the score most if they changed a little, in whichever direction.";
    }

    @Override
    public Attribution apply(Probe probe) {
        return probe.attribution(this, Attribution.Kind.MAGNITUDE,
                new Tensor(probe.image().shape(), probe.gradient(probe.image().pixels())));
    }
}
