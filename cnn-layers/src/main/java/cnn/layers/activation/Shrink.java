package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Takes small numbers for nothing: y = x + bias for x &lt; −threshold, x − bias for x &gt; threshold, otherwise 0. Any shape; NaN stays
 * NaN. Without a bias it is PyTorch's Hardshrink, with the threshold as bias its Softshrink.
 *
 * <p>Donoho, "De-noising by soft-thresholding", IEEE Transactions on Information Theory 41, 1995.
 *
 * @param threshold size up to which a number becomes 0, 0 or more
 * @param bias how much nearer to 0 the others come, finite
 */
@Id("shrink")
public record Shrink(@Default("0.5") double threshold, @Default("0") double bias) implements Layer {
    public Shrink {
        if (!(threshold >= 0) || !Float.isFinite((float) threshold) || !Float.isFinite((float) bias)) {
            throw new IllegalArgumentException("Shrink threshold and bias are " + threshold + " and " + bias
                    + " but must be finite, as floats too, and the threshold 0 or more. Give for example 0.5 and 0.");
        }
    }

    /** With the given threshold and bias. */
    public static Shrink of(double threshold, double bias) {
        return new Shrink(threshold, bias);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new ShrinkCurve((float) threshold, (float) bias));
    }

    private record ShrinkCurve(float threshold, float bias) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = x[i] < -threshold ? x[i] + bias : x[i] <= threshold ? 0 : x[i] - bias; // so that NaN passes
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = Math.abs(x[i]) <= threshold ? 0 : Float.isNaN(x[i]) ? Float.NaN : dy[i];
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 3;
        }
    }
}
