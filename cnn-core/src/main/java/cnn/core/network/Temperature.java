package cnn.core.network;

import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;

/**
 * Makes the probabilities of a softmax behind it less sure, or surer: y = x / value. Above 1 they come nearer to each other,
 * below 1 they draw apart; which is the highest does not change. What calibration puts at the end of a model's network, so that
 * whoever asks the model for scores or probabilities is answered with the calibrated ones. Any shape.
 *
 * <p>Throws where the value is not a number above 0 whose inverse is finite as a float.
 *
 * <p>Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2.
 *
 * @param value the temperature, above 0
 */
@Id("temperature")
public record Temperature(double value) implements Layer {
    public Temperature {
        if (!((float) value > 0 && (float) value < Float.POSITIVE_INFINITY
                && 1 / (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Scores cannot be divided by a temperature of " + value
                    + ": it must be a number above 0, neither too small nor too large for a float. Use 1 to leave them as "
                    + "they are.");
        }
    }

    /** Divides by this. */
    public static Temperature of(double value) {
        return new Temperature(value);
    }

    @Override
    public Bound bind(Binding in) {
        int size = in.input().size();
        float divisor = (float) value;
        return Bound.of(in.input(), new Op() {
            @Override
            public void forward(Forward pass) {
                divide(pass.input(), pass.output(), pass.batch() * size);
            }

            @Override
            public void backward(Backward pass) {
                if (pass.wantsInputGradient()) {
                    divide(pass.outputGradient(), pass.inputGradient(), pass.batch() * size);
                }
            }

            private void divide(float[] from, float[] to, int count) {
                for (int i = 0; i < count; i++) {
                    to[i] = from[i] / divisor;
                }
            }
        });
    }
}
