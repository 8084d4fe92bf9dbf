package cnn.layers.arithmetic;

import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import java.util.Arrays;

/**
 * 1 where two inputs compare as is asked, 0 elsewhere, number by number: y = 1 if x₁ &gt; x₂. Any shape, the same for both.
 * NaN compares as IEEE 754 has it. Nothing is learnt through it: its gradient is 0.
 *
 * <p>ONNX's Equal, Greater, Less and their kin; And, Or and Xor of truth values.
 *
 * @param test what is asked
 */
@Id("comparison")
public record Comparison(Test test) implements Layer {
    /** What is asked of two numbers. */
    public enum Test {
        /** x₁ = x₂. */
        EQUAL,
        /** x₁ &gt; x₂. */
        GREATER,
        /** x₁ ≥ x₂. */
        GREATER_OR_EQUAL,
        /** x₁ &lt; x₂. */
        LESS,
        /** x₁ ≤ x₂. */
        LESS_OR_EQUAL,
        /** Neither is 0. */
        AND,
        /** One of them, or both, is not 0. */
        OR,
        /** One of them is not 0, the other is. */
        XOR;

        boolean holds(float a, float b) {
            return switch (this) {
                case EQUAL -> a == b;
                case GREATER -> a > b;
                case GREATER_OR_EQUAL -> a >= b;
                case LESS -> a < b;
                case LESS_OR_EQUAL -> a <= b;
                case AND -> a != 0 && b != 0;
                case OR -> a != 0 || b != 0;
                case XOR -> a != 0 != (b != 0);
            };
        }
    }

    /** That asks this. */
    public static Comparison of(Test test) {
        return new Comparison(test);
    }

    @Override
    public Bound bind(Binding in) {
        return Pairing.bind(in, "compare", new Asked(test));
    }

    private record Asked(Test test) implements Pairing.PairFunction {
        @Override
        public void forward(float[] a, float[] b, float[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = test.holds(a[i], b[i]) ? 1 : 0;
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
