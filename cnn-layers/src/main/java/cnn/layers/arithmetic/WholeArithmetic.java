package cnn.layers.arithmetic;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.Arrays;

/**
 * Arithmetic of whole numbers of so many bits, number by number: y = x₁ ∘ x₂, where what is beyond the range comes in again at
 * the other end, and quotients are rounded towards 0. Any shape, the same for both. Numbers are exact up to 2²⁴, beyond it as
 * near as floats are. Division by 0 gives 0. Nothing is learnt through it: its gradient is 0.
 *
 * <p>ONNX's Add, Sub, Mul, Div and Mod of whole numbers.
 *
 * @param operation what is done
 * @param bits 8, 16, 32 or 64
 * @param signed whether half of the numbers are below 0
 */
@Id("whole-arithmetic")
public record WholeArithmetic(Operation operation, @Default("32") int bits, @Default("true") boolean signed)
        implements
            Layer {
    /** What is done with two numbers. */
    public enum Operation {
        /** x₁ + x₂. */
        SUM,
        /** x₁ − x₂. */
        DIFFERENCE,
        /** x₁ · x₂. */
        PRODUCT,
        /** x₁ / x₂, rounded towards 0. */
        QUOTIENT,
        /** What is left of x₁ when it is divided by x₂, with the sign of x₁. */
        REMAINDER,
        /** The same with the sign of x₂. */
        MODULUS;

        long of(long a, long b) {
            return switch (this) {
                case SUM -> a + b;
                case DIFFERENCE -> a - b;
                case PRODUCT -> a * b;
                case QUOTIENT -> b == 0 ? 0 : a / b;
                case REMAINDER -> b == 0 ? 0 : a % b;
                case MODULUS -> b == 0 ? 0 : Math.floorMod(a, b);
            };
        }
    }

    public WholeArithmetic {
        new WholeNumbers(bits, signed);
    }

    /** Of 32 bits, half of the numbers below 0. */
    public static WholeArithmetic of(Operation operation) {
        return new WholeArithmetic(operation, 32, true);
    }

    /** Of other bits. */
    public WholeArithmetic bits(int number) {
        return new WholeArithmetic(operation, number, signed);
    }

    /** With numbers below 0 or without. */
    public WholeArithmetic signed(boolean below) {
        return new WholeArithmetic(operation, bits, below);
    }

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "compute with", new Computed(operation, new WholeNumbers(bits, signed)));
    }

    private record Computed(Operation operation, WholeNumbers numbers) implements Pairing.PairFunction {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = numbers.wrapped(operation.of((long) a[i], (long) b[i]));
            }
        }

        @Override
        public boolean passesGradient() {
            return false;
        }

        @Override
        public void first(float[] a, float[] b, float[] y, float[] dy, float[] da, int from, int to) {
            Arrays.fill(da, from, to, 0);
        }

        @Override
        public void second(float[] a, float[] b, float[] y, float[] dy, float[] db, int from, int to) {
            Arrays.fill(db, from, to, 0);
        }
    }
}
