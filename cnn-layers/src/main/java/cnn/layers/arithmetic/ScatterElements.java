package cnn.layers.arithmetic;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers put into places along an axis: y = x₁, and then y[i, x₂[i, j, k], k] = x₃[i, j, k] for each j, with axis 1. The output
 * has the shape of x₁; x₂ and x₃ have one shape, which differs from it in the length of the axis at most. Places below 0 count
 * from the end; where one is no place the line has NaN. The gradient of x₂ is 0; a sum's goes to all, a product's is the product
 * of the others, and else the number that came to stay has it, of equal ones each. Rejects an axis that is not there.
 *
 * <p>ONNX's ScatterElements; what undoes {@link GatherElements}.
 *
 * @param axis which axis, 0 being the outermost
 * @param meeting what becomes of a number that is put where one is
 */
@Id("scatter-elements")
public record ScatterElements(int axis, @Default("replace") Meeting meeting) implements Layer {
    /** What becomes of numbers in one place. */
    public enum Meeting {
        /** The last one stays. */
        REPLACE,
        /** Their sum. */
        SUM,
        /** Their product. */
        PRODUCT,
        /** The greatest. */
        MAXIMUM,
        /** The least. */
        MINIMUM;

        private float of(float there, float comes) {
            return switch (this) {
                case REPLACE -> comes;
                case SUM -> there + comes;
                case PRODUCT -> there * comes;
                case MAXIMUM -> Math.max(there, comes);
                case MINIMUM -> Math.min(there, comes);
            };
        }
    }

    public ScatterElements {
        if (axis < 0) {
            throw new IllegalArgumentException("ScatterElements was given axis " + axis
                    + " but needs one from 0 on, the outermost. Give for example 0.");
        }
    }

    /** Along this axis, each number in the place of what was there. */
    public static ScatterElements of(int axis) {
        return new ScatterElements(axis, Meeting.REPLACE);
    }

    /** With another choice of what becomes of numbers in one place. */
    public ScatterElements meeting(Meeting other) {
        return new ScatterElements(axis, other);
    }

    @Override
    public Bound bind(Binding in) {
        List<Shape> inputs = in.inputs();
        if (inputs.size() != 3) {
            throw in.reject("it takes numbers, places and what comes there but was given " + inputs.size() + " inputs",
                    "Name them under the key from, beside the layer: from: [image, places, numbers]");
        }
        Shape into = inputs.getFirst();
        Places along = Places.of(in, into, axis);
        if (!inputs.get(1).equals(inputs.get(2)) || !Places.differAlong(into, inputs.get(1), axis)) {
            throw in.reject("it cannot put " + inputs.get(2) + " into places of " + inputs.get(1) + " along axis "
                    + axis + " of " + into, "Give places and numbers of one shape, with the lengths of all other axes");
        }
        return Bound.of(into, new Put(in, meeting, along, inputs.get(1).dim(axis)));
    }

    /** A task is one example, line by line. */
    private static final class Put implements Op {
        private final Meeting meeting;
        private final Places along;
        private final int count;
        /** Of one line: 1 where a place is taken by a number that comes later. */
        private final FloatSlot taken;
        private final ForwardTask forwardExample = this::forwardExample;
        private final BackwardTask backwardExample = this::backwardExample;

        Put(Binding in, Meeting meeting, Places along, int count) {
            this.meeting = meeting;
            this.along = along;
            this.count = count;
            taken = in.scratchForTraining(along.length());
        }

        private int lines() {
            return along.outer() * along.inner();
        }

        @Override
        public void forward(Forward pass) {
            pass.run(pass.batch(), 4L * pass.batch() * lines() * (along.length() + count), forwardExample);
        }

        @Override
        public boolean passesGradient(int input) {
            return input != 1;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient(1)) {
                Arrays.fill(pass.inputGradient(1), 0, pass.batch() * lines() * count, 0);
            }
            if (pass.wantsInputGradient(0) || pass.wantsInputGradient(2)) {
                pass.run(pass.batch(), 8L * pass.batch() * lines() * (along.length() + count), backwardExample);
            }
        }

        /** Index of a line's first number, of so many along the axis. */
        private int start(int example, int line, int positions) {
            int inner = along.inner();
            return (example * along.outer() + line / inner) * positions * inner + line % inner;
        }

        private void forwardExample(Forward pass, int example) {
            float[] y = pass.output();
            int size = lines() * along.length();
            System.arraycopy(pass.input(0), example * size, y, example * size, size);
            for (int line = 0; line < lines(); line++) {
                int to = start(example, line, along.length());
                int from = start(example, line, count);
                for (int j = 0; j < count; j++) {
                    int i = from + j * along.inner();
                    int at = Places.at(pass.input(1)[i], along.length());
                    if (at < 0) {
                        nowhere(y, to);
                        break;
                    }
                    int place = to + at * along.inner();
                    y[place] = meeting.of(y[place], pass.input(2)[i]);
                }
            }
        }

        private void nowhere(float[] y, int to) {
            for (int at = 0; at < along.length(); at++) {
                y[to + at * along.inner()] = Float.NaN;
            }
        }

        private void backwardExample(Backward pass, int example) {
            float[] marks = pass.floats(taken);
            for (int line = 0; line < lines(); line++) {
                int to = start(example, line, along.length());
                int from = start(example, line, count);
                Arrays.fill(marks, 0, along.length(), 0);
                for (int j = count - 1; j >= 0; j--) {
                    int i = from + j * along.inner();
                    int at = Places.at(pass.input(1)[i], along.length());
                    if (at >= 0) {
                        int place = to + at * along.inner();
                        if (pass.wantsInputGradient(2)) {
                            pass.inputGradient(2)[i] = share(pass, pass.input(2)[i], place, marks[at], from, at, i);
                        }
                        marks[at] = 1;
                    } else if (pass.wantsInputGradient(2)) {
                        pass.inputGradient(2)[i] = 0;
                    }
                }
                if (pass.wantsInputGradient(0)) {
                    for (int at = 0; at < along.length(); at++) {
                        int place = to + at * along.inner();
                        pass.inputGradient(0)[place] = marks[at] == 0
                                ? pass.outputGradient()[place]
                                : share(pass, pass.input(0)[place], place, 1, from, at, -1);
                    }
                }
            }
        }

        /**
         * The gradient of one of several numbers that met in a place.
         *
         * @param later 1 where another came later
         * @param own index of the number, which a product is taken without; −1 for what was there
         */
        private float share(Backward pass, float number, int place, float later, int from, int at, int own) {
            float dy = pass.outputGradient()[place];
            return switch (meeting) {
                case REPLACE -> later == 0 ? dy : 0;
                case SUM -> dy;
                case PRODUCT -> dy * others(pass, place, from, at, own);
                case MAXIMUM, MINIMUM -> number == pass.output()[place] ? dy : 0;
            };
        }

        private float others(Backward pass, int place, int from, int at, int own) {
            double product = own < 0 ? 1 : pass.input(0)[place];
            for (int j = 0; j < count; j++) {
                int i = from + j * along.inner();
                if (i != own && Places.at(pass.input(1)[i], along.length()) == at) {
                    product *= pass.input(2)[i];
                }
            }
            return (float) product;
        }
    }
}
