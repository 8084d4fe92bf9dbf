package cnn.layers.activation;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;

/** Applies a function of a whole row, the channels of one position, to every row of a batch. Chunks of rows are tasks. */
final class Rows implements Op {
    private static final int CHUNK = 4096;
    private static final int COST = 16;

    private final int rowsPerExample;
    private final int width;
    private final int rowsPerTask;
    private final RowFunction function;
    private final ForwardTask forwardChunk = this::forwardChunk;
    private final BackwardTask backwardChunk = this::backwardChunk;

    Rows(Shape shape, RowFunction function) {
        this.width = shape.channels();
        this.rowsPerExample = shape.size() / width;
        this.rowsPerTask = Math.max(1, CHUNK / width);
        this.function = function;
    }

    /** A function of rows of {@code width} numbers that lie one after the other, and its derivative. */
    interface RowFunction {
        /** Overwrites rows of {@code pass.output()}, the first starting at {@code from}, the last ending at {@code to}. */
        void forward(Forward pass, int width, int from, int to);

        /** Overwrites rows of {@code pass.inputGradient()}. */
        void backward(Backward pass, int width, int from, int to);

        /** Whether its derivative is ever anything but 0. */
        default boolean passesGradient() {
            return true;
        }
    }

    @Override
    public void forward(Forward pass) {
        int rows = pass.batch() * rowsPerExample;
        pass.run(chunks(rows), (long) rows * width * COST, forwardChunk);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            int rows = pass.batch() * rowsPerExample;
            pass.run(chunks(rows), (long) rows * width * COST, backwardChunk);
        }
    }

    @Override
    public boolean passesGradient(int input) {
        return function.passesGradient();
    }

    private int chunks(int rows) {
        return (rows + rowsPerTask - 1) / rowsPerTask;
    }

    private void forwardChunk(Forward pass, int chunk) {
        function.forward(pass, width, chunk * rowsPerTask * width, end(pass.batch(), chunk) * width);
    }

    private void backwardChunk(Backward pass, int chunk) {
        function.backward(pass, width, chunk * rowsPerTask * width, end(pass.batch(), chunk) * width);
    }

    private int end(int batch, int chunk) {
        return Math.min(batch * rowsPerExample, (chunk + 1) * rowsPerTask);
    }

    /** out = x − the maximum of x, so that no exponential can overflow. */
    static void subtractMaximum(float[] x, float[] out, int from, int width) {
        float maximum = x[from];
        for (int i = from + 1; i < from + width; i++) {
            maximum = Math.max(maximum, x[i]);
        }
        for (int i = from; i < from + width; i++) {
            out[i] = x[i] - maximum;
        }
    }

    /** The sum of a row, first to last. */
    static double sum(float[] x, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += x[i];
        }
        return sum;
    }
}
