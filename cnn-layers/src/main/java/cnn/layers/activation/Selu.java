package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer: y = scale · x for x &gt; 0,
 * otherwise scale · alpha · (eˣ − 1). Any shape.
 *
 * <p>Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017, whose alpha and
 * scale are the defaults; others lose the property.
 *
 * @param alpha where the negative side levels out, at −scale · alpha; 0 or more
 * @param scale slope of the positive side, above 0
 */
@Id("selu")
public record Selu(@Default("1.6732632423543772") double alpha, @Default("1.0507009873554805") double scale)
        implements
            Layer {
    public Selu {
        if (!(alpha >= 0 && (float) alpha < Float.POSITIVE_INFINITY && (float) scale > 0
                && (float) scale < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Selu alpha and scale are " + alpha + " and " + scale
                    + ". Give an alpha of 0 or more and a scale above 0, or leave both out.");
        }
    }

    /** The paper's. */
    public static Selu of() {
        return new Selu(1.6732632423543772, 1.0507009873554805);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new SeluCurve((float) alpha, (float) scale));
    }

    private record SeluCurve(float alpha, float scale) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(x[i], 0f);
            }
            functions.expm1(y, from, y, from, to - from);
            for (int i = from; i < to; i++) {
                y[i] = scale * (Math.max(x[i], 0f) + alpha * y[i]);
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            // where x is negative, the derivative scale · alpha · e^x is y + scale · alpha
            float least = scale * alpha;
            for (int i = from; i < to; i++) {
                float positive = Curve.step(x[i]);
                dx[i] = dy[i] * (positive * scale + (1f - positive) * (Math.min(y[i], 0f) + least));
            }
        }

        @Override
        public int cost() {
            return 12;
        }
    }
}
