package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import java.util.Arrays;

/**
 * 1 for the largest of the channels (the last axis), the first one of several, and 0 for the others, at every position of an image
 * separately. Any shape. The derivative is 0: nothing below it learns.
 */
@Id("hardmax")
public record Hardmax() implements Layer {
    private static final Rows.RowFunction FUNCTION = new Rows.RowFunction() {
        @Override
        public void forward(Forward pass, int width, int from, int to) {
            float[] x = pass.input();
            float[] y = pass.output();
            Arrays.fill(y, from, to, 0);
            for (int row = from; row < to; row += width) {
                int largest = row;
                for (int i = row + 1; i < row + width; i++) {
                    largest = x[i] > x[largest] ? i : largest;
                }
                y[largest] = 1;
            }
        }

        @Override
        public boolean passesGradient() {
            return false;
        }

        @Override
        public void backward(Backward pass, int width, int from, int to) {
            Arrays.fill(pass.inputGradient(), from, to, 0);
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Rows(in.input(), FUNCTION));
    }
}
