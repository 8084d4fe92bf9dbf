package cnn.layers.activation;

import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;

/**
 * Turns scores into logarithms of probabilities: yᵢ = xᵢ − ln Σⱼ e^xⱼ over the channels (the last axis), at every
 * position of an image separately. The maximum is subtracted first, so that any finite scores are safe. Any shape.
 */
@Id("log-softmax")
public record LogSoftmax() implements Layer {
    private static final Rows.RowFunction FUNCTION = new Rows.RowFunction() {
        @Override
        public void forward(Forward pass, int width, int from, int to) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int row = from; row < to; row += width) {
                Rows.subtractMaximum(x, y, row, width);
            }
            pass.kernels().functions().exp(y, from, y, from, to - from);
            for (int row = from; row < to; row += width) {
                float logarithm = (float) StrictMath.log(Rows.sum(y, row, width));
                Rows.subtractMaximum(x, y, row, width);
                for (int i = row; i < row + width; i++) {
                    y[i] -= logarithm;
                }
            }
        }

        @Override
        public void backward(Backward pass, int width, int from, int to) {
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            pass.kernels().functions().exp(pass.output(), from, dx, from, to - from);
            for (int row = from; row < to; row += width) {
                float sum = (float) Rows.sum(dy, row, width);
                for (int i = row; i < row + width; i++) {
                    dx[i] = dy[i] - dx[i] * sum;
                }
            }
        }
    };

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Rows(in.input(), FUNCTION));
    }
}
