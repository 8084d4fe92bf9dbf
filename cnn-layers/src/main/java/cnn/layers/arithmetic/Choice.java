package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;

/**
 * One of two inputs, as a third says, number by number: y = x₂ where x₁ is not 0, x₃ where it is. Any shape, the same for
 * all three. The gradient goes to the input that was chosen; that of x₁ is 0.
 *
 * <p>ONNX's Where.
 */
@Id("choice")
public record Choice() implements Layer {
    @Override
    public Bound bind(Binding in) {
        Shape shape = Pairing.shape(in, "choose between", 3);
        return Bound.of(shape, new Chosen(shape.size()));
    }

    private static final class Chosen implements Op {
        private static final int CHUNK = 8192;

        private final int size;
        private final ForwardTask forwardChunk = this::forwardChunk;
        private final BackwardTask backwardChunk = this::backwardChunk;

        Chosen(int size) {
            this.size = size;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, total, forwardChunk);
        }

        @Override
        public boolean passesGradient(int input) {
            return input != 0;
        }

        @Override
        public void backward(Backward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, 2L * total, backwardChunk);
        }

        private void forwardChunk(Forward pass, int chunk) {
            float[] which = pass.input(0);
            for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                pass.output()[i] = which[i] != 0 ? pass.input(1)[i] : pass.input(2)[i];
            }
        }

        private void backwardChunk(Backward pass, int chunk) {
            float[] which = pass.input(0);
            float[] dy = pass.outputGradient();
            for (int input = 0; input < 3; input++) {
                if (pass.wantsInputGradient(input)) {
                    float[] dx = pass.inputGradient(input);
                    for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                        dx[i] = input == (which[i] != 0 ? 1 : 2) ? dy[i] : 0;
                    }
                }
            }
        }
    }
}
