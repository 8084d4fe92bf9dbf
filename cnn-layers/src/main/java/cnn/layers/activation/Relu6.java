package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Rectified linear unit with a lid: y = min(max(x, 0), 6). Any shape; the derivative is 0 at 0 and at 6. NaN stays NaN.
 *
 * <p>Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010; the activation of MobileNet-v2.
 */
@Id("relu6")
public record Relu6() implements Layer {
    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.clamp(0, 6, x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (Curve.step(y[i]) * Curve.step(6f - y[i]));
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
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
