package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Swish made of simple pieces: y = x · max(0, min(1, x / 6 + 1/2)). Any shape.
 *
 * <p>Howard and others, "Searching for MobileNetV3", ICCV 2019, section 5.2.
 */
@Id("hard-swish")
public record HardSwish() implements Layer {
    private static final float SLOPE = 1f / 6;

    private static final Curve CURVE = new Curve() {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            functions.hardSwish(x, from, y, from, to - from);
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                float gate = Math.max(0f, Math.min(1f, SLOPE * x[i] + 0.5f));
                float middle = Curve.step(gate) * Curve.step(1f - gate);
                dx[i] = dy[i] * (gate + SLOPE * Math.max(-3f, Math.min(3f, x[i])) * middle);
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
    };

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, CURVE);
    }
}
