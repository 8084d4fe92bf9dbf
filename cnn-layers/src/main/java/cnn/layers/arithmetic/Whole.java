package cnn.layers.arithmetic;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;

/**
 * Numbers without what is behind the point, as whole ones of so many bits: y = x rounded towards 0, and brought into the
 * range by 2^bits. Any shape. NaN becomes 0. Nothing is learnt through it: its gradient is 0.
 *
 * <p>ONNX's Cast of floats to whole numbers.
 *
 * @param bits 8, 16, 32 or 64
 * @param signed whether half of the numbers are below 0
 */
@Id("whole")
public record Whole(@Default("32") int bits, @Default("true") boolean signed) implements Layer {
    public Whole {
        new WholeNumbers(bits, signed);
    }

    /** 32 bits, half of the numbers below 0. */
    public static Whole of() {
        return new Whole(32, true);
    }

    /** Of other bits. */
    public Whole bits(int number) {
        return new Whole(number, signed);
    }

    /** With numbers below 0 or without. */
    public Whole signed(boolean below) {
        return new Whole(bits, below);
    }

    @Override
    public Bound bind(Binding in) {
        return Bound.of(in.input(), new Truncation(in.input().size(), new WholeNumbers(bits, signed)));
    }

    private static final class Truncation implements Op {
        private static final int CHUNK = 8192;

        private final int size;
        private final WholeNumbers numbers;
        private final ForwardTask forwardChunk = this::forwardChunk;

        Truncation(int size, WholeNumbers numbers) {
            this.size = size;
            this.numbers = numbers;
        }

        @Override
        public void forward(Forward pass) {
            int total = pass.batch() * size;
            pass.run((total + CHUNK - 1) / CHUNK, 4L * total, forwardChunk);
        }

        private void forwardChunk(Forward pass, int chunk) {
            for (int i = chunk * CHUNK; i < Math.min(pass.batch() * size, (chunk + 1) * CHUNK); i++) {
                pass.output()[i] = numbers.wrapped((long) pass.input()[i]);
            }
        }

        @Override
        public boolean passesGradient(int input) {
            return false;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                Arrays.fill(pass.inputGradient(), 0, pass.batch() * size, 0);
            }
        }
    }
}
