package cnn.layers.init;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.layer.Init;

/**
 * Normal with mean 0, drawn again where it is beyond two deviations: no weight begins as an outlier. The numbers' standard
 * deviation is 0.87963 times the given one. As Keras has it, and PyTorch with cuts at two deviations.
 *
 * <p>0.02 is what vision transformers and ConvNeXt begin with: Liu and others, "A ConvNet for the 2020s", CVPR 2022,
 * appendix A.
 *
 * @param deviation standard deviation before the cut, above 0
 */
@Id("truncated-normal")
public record TruncatedNormal(@Default("0.02") double deviation) implements Init {
    private static final float CUT = 2;

    public TruncatedNormal {
        if (!((float) deviation > 0 && (float) deviation < 1e30f)) {
            throw new IllegalArgumentException("TruncatedNormal deviation is " + deviation
                    + " but must be above 0 and at most 1e30. Give for example 0.02.");
        }
    }

    /** With this standard deviation before the cut. */
    public static TruncatedNormal of(double deviation) {
        return new TruncatedNormal(deviation);
    }

    @Override
    public void fill(float[] values, Shape shape, Rng random) {
        for (int i = 0; i < shape.size(); i++) {
            float drawn = random.nextGaussian();
            while (Math.abs(drawn) > CUT) {
                drawn = random.nextGaussian();
            }
            values[i] = (float) deviation * drawn;
        }
    }
}
