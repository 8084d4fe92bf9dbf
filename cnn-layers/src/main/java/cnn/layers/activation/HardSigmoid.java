package cnn.layers.activation;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.kernel.Functions;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;

/**
 * Sigmoid made of three straight lines: y = max(0, min(1, slope · x + offset)). Any shape; the derivative at both bends
 * is 0.
 *
 * <p>The defaults are those of MobileNetV3 (Howard and others, "Searching for MobileNetV3", ICCV 2019, section 5.2)
 * and of PyTorch; ONNX and older Keras have a slope of 0.2.
 *
 * @param slope of the middle line, finite
 * @param offset value at 0, finite
 */
@Id("hard-sigmoid")
public record HardSigmoid(@Default("0.16666666666666666") double slope,
        @Default("0.5") double offset) implements Layer {
    public HardSigmoid {
        if (!Float.isFinite((float) slope) || !Float.isFinite((float) offset)) {
            throw new IllegalArgumentException("HardSigmoid slope and offset are " + slope + " and " + offset
                    + ". Give finite numbers, for example 0.2 and 0.5.");
        }
    }

    /** With slope 1/6 and offset 0.5. */
    public static HardSigmoid of() {
        return new HardSigmoid(1.0 / 6, 0.5);
    }

    /** With the given slope and offset. */
    public static HardSigmoid of(double slope, double offset) {
        return new HardSigmoid(slope, offset);
    }

    @Override
    public Bound bind(Binding in) {
        return Elementwise.bind(in, new HardSigmoidCurve((float) slope, (float) offset));
    }

    private record HardSigmoidCurve(float slope, float offset) implements Curve {
        @Override
        public void forward(Functions functions, float[] x, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(0f, Math.min(1f, slope * x[i] + offset));
            }
        }

        @Override
        public void backward(Functions functions, float[] x, float[] y, float[] dy, float[] dx, int from, int to) {
            for (int i = from; i < to; i++) {
                dx[i] = dy[i] * (slope * (Curve.step(y[i]) * Curve.step(1f - y[i])));
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
