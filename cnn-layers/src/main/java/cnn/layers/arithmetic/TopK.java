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
import cnn.layers.text.Count;
import java.util.Arrays;

/**
 * The greatest numbers of each position's channels, the greatest first, or where they lie: (…, C) → (…, count). Of equal ones
 * the first comes first. Any shape; channels are the last axis. With count 1 and {@code places} it is the argument of the
 * maximum: the class of each pixel. The gradient goes to the numbers that were taken; that of places is 0.
 *
 * <p>ONNX's TopK and ArgMax along the last axis.
 *
 * @param count how many, 1 or more
 * @param smallest whether the least are taken instead, the least first
 * @param places whether their indices are given rather than the numbers
 * @param last whether of equal ones the last comes first
 */
@Id("top-k")
public record TopK(int count, @Default("false") boolean smallest, @Default("false") boolean places,
        @Default("false") boolean last) implements Layer {
    public TopK {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "TopK count is " + count + " but must be 1 or more. Give for example 5.");
        }
    }

    /** So many of the greatest numbers. */
    public static TopK of(int count) {
        return new TopK(count, false, false, false);
    }

    /** With the least instead. */
    public TopK smallest(boolean least) {
        return new TopK(count, least, places, last);
    }

    /** Where they lie instead. */
    public TopK places(boolean indices) {
        return new TopK(count, smallest, indices, last);
    }

    /** With the last of equal ones first. */
    public TopK last(boolean first) {
        return new TopK(count, smallest, places, first);
    }

    @Override
    public Bound bind(Binding in) {
        int[] dims = in.input().dims();
        int width = in.input().channels();
        if (count > width) {
            throw in.reject("it takes " + count + " of " + Count.of(width, "number"), "Take at most " + width);
        }
        dims[dims.length - 1] = count;
        return Bound.of(Shape.of(dims), new Greatest(this, in.input().size() / width, width));
    }

    private static final class Greatest implements Op {
        private static final int TASK = 8192;

        private final TopK layer;
        private final int rows;
        private final int width;
        private final int rowsPerTask;
        private final ForwardTask forwardRows = this::forwardRows;
        private final BackwardTask backwardRows = this::backwardRows;

        Greatest(TopK layer, int rows, int width) {
            this.layer = layer;
            this.rows = rows;
            this.width = width;
            rowsPerTask = (int) Math.max(1, TASK / ((long) width * layer.count));
        }

        private int tasks(int batch) {
            return (batch * rows + rowsPerTask - 1) / rowsPerTask;
        }

        @Override
        public void forward(Forward pass) {
            pass.run(tasks(pass.batch()), (long) pass.batch() * rows * width * layer.count, forwardRows);
        }

        @Override
        public boolean passesGradient(int input) {
            return !layer.places;
        }

        @Override
        public void backward(Backward pass) {
            if (pass.wantsInputGradient() && layer.places) {
                Arrays.fill(pass.inputGradient(), 0, pass.batch() * rows * width, 0);
            } else if (pass.wantsInputGradient()) {
                pass.run(tasks(pass.batch()), (long) pass.batch() * rows * width * layer.count, backwardRows);
            }
        }

        private void forwardRows(Forward pass, int task) {
            float[] x = pass.input();
            float[] y = pass.output();
            for (int row = task * rowsPerTask; row < Math.min(pass.batch() * rows, (task + 1) * rowsPerTask); row++) {
                int place = -1;
                for (int i = 0; i < layer.count; i++) {
                    place = next(x, row * width, place);
                    y[row * layer.count + i] = layer.places ? place : x[row * width + place];
                }
            }
        }

        private void backwardRows(Backward pass, int task) {
            float[] x = pass.input();
            float[] dy = pass.outputGradient();
            float[] dx = pass.inputGradient();
            for (int row = task * rowsPerTask; row < Math.min(pass.batch() * rows, (task + 1) * rowsPerTask); row++) {
                Arrays.fill(dx, row * width, (row + 1) * width, 0);
                int place = -1;
                for (int i = 0; i < layer.count; i++) {
                    place = next(x, row * width, place);
                    dx[row * width + place] = dy[row * layer.count + i];
                }
            }
        }

        /** Which number of a row comes behind another; behind −1 the first of all. */
        private int next(float[] x, int from, int before) {
            int next = -1;
            for (int i = 0; i < width; i++) {
                if ((before < 0 || goesBefore(x, from, before, i)) && (next < 0 || goesBefore(x, from, i, next))) {
                    next = i;
                }
            }
            return next;
        }

        /** Float.compare orders NaN too, as the greatest, so that each row has one order. */
        private boolean goesBefore(float[] x, int from, int one, int other) {
            float a = x[from + one];
            float b = x[from + other];
            if (a == b || one == other || a != a && b != b) {
                return layer.last ? one > other : one < other;
            }
            return Float.compare(a, b) < 0 == layer.smallest;
        }
    }
}
