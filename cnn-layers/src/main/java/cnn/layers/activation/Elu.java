package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Exponential linear unit: y = x for x &gt; 0, otherwise alpha · (eˣ − 1). Any shape.
 *
 * <p>Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear units", ICLR
 * 2016.
 *
 * @param alpha where the negative side levels out, at −alpha; 0 or more
 */
@Id("elu")
public record Elu(@Default("1") double alpha) implements Layer {
    public Elu {
        if (!(alpha >= 0 && (float) alpha < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Elu alpha is " + alpha + ". Give 0 or more, for example 1.");
        }
    }

    /** With the given alpha. */
    public static Elu of(double alpha) {
        return new Elu(alpha);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new EluCurve((float) alpha));
    }

    private record EluCurve(float alpha) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(x[i], 0f);
            }
            functions.expm1(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = Math.max(x[i], 0f) + alpha * y[i];
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            // where x is negative, the derivative alpha · e^x is y + alpha
            for (int i = from; i < to; i++) {
                float positive = Curve.step(x[i]);
                dx[i] = dy[i] * (positive + (1f - positive) * (Math.min(y[i], 0f) + alpha));
            }
        }

        @Override
        public int cost() {
            return 12;
        }
    }
}
