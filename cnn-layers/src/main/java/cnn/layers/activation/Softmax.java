package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;

/**
 * Turns scores into probabilities: yᵢ = e^xᵢ / Σⱼ e^xⱼ over the channels (the last axis), at every position of an
 * image separately. The maximum is subtracted first, so that any finite scores are safe. Any shape.
 *
 * <p>To train with cross-entropy leave it out: {@link cnn.layers.loss.SoftmaxCrossEntropy} takes the scores.
 */
@Id("softmax")
public record Softmax() implements Layer {
    private static final Rows.RowFunction FUNCTION = new Rows.RowFunction() {
        @Override
        public void forward(Forward pass, int width, int from, int to) {
            float[] y = pass.output();
            for (int row = from; row < to; row += width) {
                Rows.subtractMaximum(pass.input(), y, row, width);
            }
            pass.kernels().functions().exp(y, from, y, from, to - from);
            for (int row = from; row < to; row += width) {
                float factor = (float) (1 / Rows.sum(y, row, width));
                for (int i = row; i < row + width; i++) {
                    y[i] *= factor;
                }
            }
        }

        @Override
        public void backward(Backward pass, int width, int from, int to) {
            float[] y = pass.output();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            for (int row = from; row < to; row += width) {
                double sum = 0;
                for (int i = row; i < row + width; i++) {
                    sum += (double) y[i] * dy[i];
                }
                float mean = (float) sum;
                for (int i = row; i < row + width; i++) {
                    dx[i] = y[i] * (dy[i] - mean);
                }
            }
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Rows(in.input(), FUNCTION));
    }
}
