package cnn.explain;

import cnn.api.Rng;
import cnn.api.Tensor;

/**
 * SmoothGrad: {@link Saliency} without its speckles, as the mean over copies of the picture with a little noise.
 *
 * <p>(1/n) Σ ∂y/∂x at x + N(0, σ²), σ = noise · (largest − smallest number of the picture), (H, W, C). The noise follows from the
 * seed alone.
 *
 * <p>Throws where there is no copy, or noise is not in (0, 1].
 *
 * <p>Smilkov, Thorat, Kim, Viégas and Wattenberg, "SmoothGrad: removing noise by adding noise", 2017, equation 2.
 *
 * @param copies n, from 1
 * @param noise in (0, 1]: the paper has 0.1 to 0.2
 * @param seed where the noise comes from
 */
public record SmoothGrad(int copies, double noise, long seed) implements AttributionMethod {
    public SmoothGrad {
        if (copies < 1 || copies > 100_000 || !(noise > 0 && noise <= 1)) {
            throw new IllegalArgumentException(
                    "SmoothGrad takes 1 to 100,000 copies and noise above 0, up to 1, but was given "
                            + copies + " copies and noise " + noise + ". Use for example 32 and 0.15.");
        }
    }

    /** 32 copies with noise of 0.15, seed 1. */
    public static SmoothGrad of() {
        return new SmoothGrad(32, 0.15, 1);
    }

    /** With as many copies. */
    public SmoothGrad copies(int count) {
        return new SmoothGrad(count, noise, seed);
    }

    /** With as much noise. */
    public SmoothGrad noise(double share) {
        return new SmoothGrad(copies, share, seed);
    }

    /** With other noise. */
    public SmoothGrad seed(long newSeed) {
        return new SmoothGrad(copies, noise, newSeed);
    }

    @Override
    public String title() {
        return "SmoothGrad";
    }

    @Override
    public String reading() {
        return "Saliency as the mean over noisy copies of the picture: what stays bright matters with any noise.";
    }

    @Override
    public Attribution apply(Probe probe) {
        float[] pixels = probe.image().pixels();
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float pixel : pixels) {
            least = Math.min(least, pixel);
            most = Math.max(most, pixel);
        }
        float deviation = (float) (noise * (most - least));
        float[] noisy = new float[pixels.length];
        Rng random = new Rng(seed);
        float[] mean = probe.meanGradient(copies, copy -> {
            random.restart(Rng.key(seed, copy));
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = pixels[i] + deviation * random.nextGaussian();
            }
            return noisy;
        });
        return probe.attribution(this, Attribution.Kind.MAGNITUDE, new Tensor(probe.image().shape(), mean));
    }
}
