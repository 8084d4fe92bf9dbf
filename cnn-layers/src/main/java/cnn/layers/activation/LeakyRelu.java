package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Rectified linear unit that lets a little of the negative side through: y = x for x &gt; 0, otherwise slope · x. Any
 * shape; the derivative at 0 is the slope.
 *
 * <p>Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
 *
 * @param slope share of negative numbers that passes, finite
 */
@Id("leaky-relu")
public record LeakyRelu(@Default("0.01") double slope) implements Layer {
    public LeakyRelu {
        if (!Float.isFinite((float) slope)) {
            throw new IllegalArgumentException(
                    "LeakyRelu slope is " + slope + ". Give a finite number, for example 0.01.");
        }
    }

    /** With the given slope. */
    public static LeakyRelu of(double slope) {
        return new LeakyRelu(slope);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new LeakyReluCurve((float) slope));
    }

    private record LeakyReluCurve(float slope) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], 0f) + slope * Math.min(x[i], 0f);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                float positive = Curve.step(x[i]);
                dx[i] = dy[i] * positive + slope * dy[i] * (1f - positive);
            }
        }

        @Override
        public InPlace inPlace() {
            return slope >= 0 ? InPlace.BOTH : InPlace.FORWARD;
        }

        @Override
        public int cost() {
            return 2;
        }
    }
}
