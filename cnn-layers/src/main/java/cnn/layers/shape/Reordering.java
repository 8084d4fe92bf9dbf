package cnn.layers.shape;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;

/**
 * Axes in another order. Innermost axes that stay where they are make runs of neighbours, which are copied as one. A task
 * is some runs of the output; where each begins in the input is written down when the layer is bound.
 */
final class Reordering implements Op {
    private static final int TASK = 8192;

    private final int size;
    private final int run;
    private final int[] sources;
    private final int runsPerTask;
    private final ForwardTask forwardRuns = this::forwardRuns;
    private final BackwardTask backwardRuns = this::backwardRuns;

    /** Axis i of the output is axis {@code order[i]} of the input. */
    Reordering(Shape from, int[] order) {
        size = from.size();
        int moved = order.length;
        int length = 1;
        while (moved > 0 && order[moved - 1] == moved - 1) {
            length *= from.dim(--moved);
        }
        run = length;
        sources = sources(from, order, moved);
        runsPerTask = Math.max(1, TASK / run);
    }

    /** Counts through the output's first {@code moved} axes, and steps through the input beside it. */
    private static int[] sources(Shape from, int[] order, int moved) {
        int[] strides = new int[order.length];
        int stride = 1;
        for (int axis = order.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= from.dim(axis);
        }
        int runs = 1;
        for (int i = 0; i < moved; i++) {
            runs *= from.dim(order[i]);
        }
        int[] sources = new int[runs];
        int[] at = new int[moved];
        int source = 0;
        for (int i = 0; i < runs; i++) {
            sources[i] = source;
            for (int axis = moved - 1; axis >= 0; axis--) {
                source += strides[order[axis]];
                if (++at[axis] < from.dim(order[axis])) {
                    break;
                }
                source -= at[axis] * strides[order[axis]];
                at[axis] = 0;
            }
        }
        return sources;
    }

    @Override
    public void forward(Forward pass) {
        int runs = pass.batch() * sources.length;
        pass.run((runs + runsPerTask - 1) / runsPerTask, (long) pass.batch() * size * 2, forwardRuns);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient()) {
            int runs = pass.batch() * sources.length;
            pass.run((runs + runsPerTask - 1) / runsPerTask, (long) pass.batch() * size * 2, backwardRuns);
        }
    }

    private void forwardRuns(Forward pass, int task) {
        float[] x = pass.input();
        float[] y = pass.output();
        int end = Math.min(pass.batch() * sources.length, (task + 1) * runsPerTask);
        for (int i = task * runsPerTask; i < end; i++) {
            int from = i / sources.length * size + sources[i % sources.length];
            if (run == 1) {
                y[i] = x[from];
            } else {
                System.arraycopy(x, from, y, i * run, run);
            }
        }
    }

    /** Every number of the input is one of the output: all are overwritten. */
    private void backwardRuns(Backward pass, int task) {
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        int end = Math.min(pass.batch() * sources.length, (task + 1) * runsPerTask);
        for (int i = task * runsPerTask; i < end; i++) {
            int to = i / sources.length * size + sources[i % sources.length];
            if (run == 1) {
                dx[to] = dy[i];
            } else {
                System.arraycopy(dy, i * run, dx, to, run);
            }
        }
    }
}
