package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Lets through what is above a threshold: y = x for x &gt; threshold, otherwise 0. Any shape; NaN stays NaN.
 *
 * <p>Konda, Memisevic and Krueger, "Zero-bias autoencoders and the benefits of co-adapting features", ICLR 2015.
 *
 * @param threshold what numbers must be above to pass, finite
 */
@Id("thresholded-relu")
public record ThresholdedRelu(@Default("1") double threshold) implements Layer {
    public ThresholdedRelu {
        if (!Float.isFinite((float) threshold)) {
            throw new IllegalArgumentException("ThresholdedRelu threshold is " + threshold
                    + " but must be finite, as a float too. Give for example 1.");
        }
    }

    /** With the given threshold. */
    public static ThresholdedRelu of(double threshold) {
        return new ThresholdedRelu(threshold);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new ThresholdCurve((float) threshold));
    }

    private record ThresholdCurve(float threshold) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] <= threshold ? 0 : x[i]; // so that NaN passes
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = x[i] <= threshold ? 0 : Float.isNaN(x[i]) ? Float.NaN : dy[i];
            }
        }

        @Override
        public InPlace inPlace() {
            return threshold >= 0 ? InPlace.BOTH : InPlace.FORWARD; // from 0 on y passes where x does
        }

        @Override
        public int cost() {
            return 2;
        }
    }
}
