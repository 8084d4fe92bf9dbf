package cnn.layers.arithmetic;

import cnn.api.Default;
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
import cnn.api.layer.Param;
import cnn.layers.init.Constant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers of its own, the same for every example, whatever its input is: y = values. The token that stands for a class, the
 * places of a grid. Parameter {@code values}, of the shape that is given, zeros at first; where it does not learn, it is kept
 * with the model as it is.
 *
 * @param shape lengths of the axes, outermost first
 * @param learns whether training changes the numbers
 */
@Id("parameter")
public record Parameter(List<Integer> shape, @Default("true") boolean learns) implements Layer {
    private static final int MOST = 1 << 30;

    public Parameter {
        shape = List.copyOf(shape);
        long size = 1;
        for (int axis : shape) {
            size *= Math.max(0, axis);
            size = Math.min(size, 1L << 32);
        }
        if (shape.isEmpty() || size < 1 || size > MOST) {
            throw new IllegalArgumentException("Parameter was given the axes " + shape + " but needs one or more, each "
                    + "of length 1 or more, and at most 2^30 numbers in all. Give for example [1, 64].");
        }
    }

    /** Numbers under these axes, which learn. */
    public static Parameter of(int... axes) {
        return new Parameter(IntStream.of(axes).boxed().toList(), true);
    }

    /** With numbers that learn or stay. */
    public Parameter learns(boolean changes) {
        return new Parameter(shape, changes);
    }

    @Override
    public Bound bind(Binding in) {
        in.input();
        Shape output = Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
        Param values = learns
                ? in.param("values", output, new Constant(0))
                : in.state("values", output, new Constant(0));
        return Bound.of(output, new Repeated(in.input().size(), values));
    }

    private static final class Repeated implements Op {
        private static final int PART = 8192;

        private final int inputs;
        private final int size;
        private final Param values;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardPart = this::backwardPart;

        Repeated(int inputs, Param values) {
            this.inputs = inputs;
            this.values = values;
            size = values.shape().size();
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), (long) pass.batch() * size, forwardExample);
        }

        private void forwardExample(Forward pass, int example) {
            System.arraycopy(pass.values(values), 0, pass.output(), example * size, size);
        }

        @Override
        public boolean passesGradient(int input) {
            return false;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient()) {
                Arrays.fill(pass.inputGradient(), 0, pass.batch() * inputs, 0);
            }
            if (values.trained() && pass.wantsGradient(values)) {
                pass.run((size + PART - 1) / PART, (long) pass.batch() * size, backwardPart);
            }
        }

        /** Sums over the batch, the first example first. */
        private void backwardPart(Backward pass, int part) {
            float[] dy = pass.outputGradient();
            float[] sums = pass.gradient(values);
            for (int i = part * PART; i < Math.min(size, (part + 1) * PART); i++) {
                double sum = 0;
                for (int example = 0; example < pass.batch(); example++) {
                    sum += dy[example * size + i];
                }
                sums[i] = (float) sum;
            }
        }
    }
}
