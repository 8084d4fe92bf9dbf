package cnn.layers;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import cnn.layers.kernel.Taps;
import java.util.Arrays;

/** What a bound pooling layer computes: takes a {@link Rule} along every stretch of windows. */
final class Pooling implements Op {
    /** What becomes of the numbers under a window. {@code at} and {@code outAt} are as the kernels want them. */
    interface Rule {
        /** Overwrites the outputs of a stretch that starts at window (row, column). */
        void forward(Forward pass, Taps taps, int row, int column, int at, int outAt, int outputs);

        /** Adds the gradient to the inputs; writes it where windows lie apart. */
        void backward(Backward pass, Taps taps, int row, int column, int at, int outAt, int outputs);
    }

    private final PoolWindows windows;
    private final Stretches stretches;
    private final Rule rule;
    private final int outHeight;
    private final boolean tile;
    private final ForwardTask forwardRows = this::forwardRows;
    private final BackwardTask backwardExamples = this::backwardExamples;

    Pooling(PoolWindows windows, Stretches stretches, Rule rule) {
        this.windows = windows;
        this.stretches = stretches;
        this.rule = rule;
        this.outHeight = windows.over().outHeight();
        this.tile = windows.tile();
    }

    @Override
    public void forward(Forward pass) {
        int perTask = windows.rowsPerTask();
        int rows = pass.batch() * outHeight;
        pass.run((rows + perTask - 1) / perTask, pass.batch() * windows.work(), forwardRows);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            int perTask = windows.examplesPerTask();
            pass.run((pass.batch() + perTask - 1) / perTask, 2 * pass.batch() * windows.work(), backwardExamples);
        }
    }

    private void forwardRows(Forward pass, int task) {
        int perTask = windows.rowsPerTask();
        int end = Math.min(pass.batch() * outHeight, (task + 1) * perTask);
        for (int index = task * perTask; index < end; index++) {
            int example = index / outHeight * windows.inputSize();
            int row = index % outHeight;
            for (int stretch = 0; stretch < stretches.count(); stretch++) {
                int column = stretches.column(stretch);
                rule.forward(pass, stretches.taps(row, stretch), row, column, example + stretches.input(row, stretch),
                        index * windows.rowSize() + column * windows.channels(), stretches.outputs(stretch));
            }
        }
    }

    private void backwardExamples(Backward pass, int task) {
        int perTask = windows.examplesPerTask();
        int end = Math.min(pass.batch(), (task + 1) * perTask);
        if (!tile) {
            Arrays.fill(pass.inputGradient(), task * perTask * windows.inputSize(), end * windows.inputSize(), 0);
        }
        for (int index = task * perTask * outHeight; index < end * outHeight; index++) {
            int example = index / outHeight * windows.inputSize();
            int row = index % outHeight;
            for (int stretch = 0; stretch < stretches.count(); stretch++) {
                int column = stretches.column(stretch);
                rule.backward(pass, stretches.taps(row, stretch), row, column, example + stretches.input(row, stretch),
                        index * windows.rowSize() + column * windows.channels(), stretches.outputs(stretch));
            }
        }
    }
}
