package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Exponential linear unit without a bend at 0: y = x for x &gt; 0, otherwise alpha · (e^(x/alpha) − 1). Any shape.
 *
 * <p>Barron, "Continuously differentiable exponential linear units", arXiv:1704.07483, 2017.
 *
 * @param alpha where the negative side levels out, at −alpha; above 0
 */
@Id("celu")
public record Celu(@Default("1") double alpha) implements Layer {
    public Celu {
        // the curve divides by it
        if (!((float) alpha >= Float.MIN_NORMAL && (float) alpha < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Celu alpha is " + alpha
                    + " but must be above 0 and finite, as a float too. Give for example 1.");
        }
    }

    /** With the given alpha. */
    public static Celu of(double alpha) {
        return new Celu(alpha);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new CeluCurve((float) alpha));
    }

    private record CeluCurve(float alpha) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(x[i], 0f) / alpha;
            }
            functions.expm1(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], 0f) + alpha * y[i];
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            // where x is negative, the derivative e^(x/alpha) is y/alpha + 1
            for (int i = from; i < to; i++) {
                float positive = Curve.step(x[i]);
                dx[i] = dy[i] * (positive + (1f - positive) * (Math.min(y[i], 0f) / alpha + 1f));
            }
        }

        @Override
        public int cost() {
            return 14;
        }
    }
}
