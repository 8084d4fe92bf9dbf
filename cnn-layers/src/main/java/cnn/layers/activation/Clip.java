package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Each number brought into a range: y = min(max(x, low), high). Any shape; the derivative is 0 at both ends. NaN stays NaN.
 *
 * <p>ONNX's Clip; PyTorch's Hardtanh has −1 and 1.
 *
 * @param low least output, left out for all that a float holds
 * @param high greatest output, at least {@code low}, left out for all that a float holds
 */
@Id("clip")
public record Clip(@Default("-3.4028234663852886E38") double low, @Default("3.4028234663852886E38") double high)
        implements
            Layer {
    public Clip {
        if (!(low <= high) || !Float.isFinite((float) low) || !Float.isFinite((float) high)) {
            throw new IllegalArgumentException("Clip low and high are " + low + " and " + high
                    + " but must be finite, as floats too, and low at most high. Give for example -1 and 1, or leave one "
                    + "out.");
        }
    }

    /** To a range. */
    public static Clip of(double low, double high) {
        return new Clip(low, high);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new ClipCurve((float) low, (float) high));
    }

    private record ClipCurve(float low, float high) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.clamp(low, high, x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (Curve.step(y[i] - low) * Curve.step(high - y[i]));
            }
        }

        @Override
        public InPlace inPlace() {
            return InPlace.BOTH;
        }

        @Override
        public int cost() {
            return 2;
        }
    }
}
