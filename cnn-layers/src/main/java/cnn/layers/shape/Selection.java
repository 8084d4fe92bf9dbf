package cnn.layers.shape;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Op;
import java.util.Arrays;

/**
 * Every number of the output is one of the input; which, each axis says for itself: axes in another order, parts of an axis,
 * an axis repeated. Innermost axes whose numbers are neighbours make runs, which are copied as one. A task is some runs of
 * the output; where each begins in the input is written down when the layer is bound.
 */
final class Selection implements Op {
    private static final int TASK = 8192;

    private final int size;
    private final int run;
    private final int[] sources;
    private final boolean once;
    private final int runsPerTask;
    private final ForwardTask forwardRuns = this::forwardRuns;
    private final BackwardTask backwardRuns = this::backwardRuns;
    private final BackwardTask backwardExample = this::backwardExample;

    /**
     * The number at [i, j, …] of the output is the input's at {@code offsets[0][i] + offsets[1][j] + …}.
     *
     * @param size numbers of the input
     * @param once whether every number of the input is one of the output
     */
    private Selection(int size, int[][] offsets, boolean once) {
        this.size = size;
        this.once = once;
        int moved = offsets.length;
        int length = 1;
        while (moved > 0 && goesOn(offsets[moved - 1], length)) {
            length *= offsets[--moved].length;
        }
        run = length;
        int base = 0;
        for (int axis = moved; axis < offsets.length; axis++) {
            base += offsets[axis][0];
        }
        sources = sources(Arrays.copyOf(offsets, moved), base);
        runsPerTask = Math.max(1, TASK / run);
    }

    /** Axis i of the output is axis {@code order[i]} of the input. */
    static Selection reordered(Shape from, int... order) {
        int[][] all = offsets(from);
        int[][] offsets = new int[order.length][];
        for (int i = 0; i < order.length; i++) {
            offsets[i] = all[order[i]];
        }
        return new Selection(from.size(), offsets, true);
    }

    /** These positions of one axis, in this order. */
    static Selection along(Shape from, int axis, int[] positions) {
        int[][] offsets = offsets(from);
        int[] chosen = new int[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = offsets[axis][positions[i]];
        }
        offsets[axis] = chosen;
        return new Selection(from.size(), offsets, false);
    }

    /** Axes of length 1 repeated as far as these lengths say, of as many axes. */
    static Selection expanded(Shape from, int[] to) {
        int[][] offsets = offsets(from);
        for (int axis = 0; axis < to.length; axis++) {
            offsets[axis] = from.dim(axis) == to[axis] ? offsets[axis] : new int[to[axis]];
        }
        return new Selection(from.size(), offsets, false);
    }

    private static int[][] offsets(Shape from) {
        int[][] offsets = new int[from.rank()][];
        int stride = 1;
        for (int axis = from.rank() - 1; axis >= 0; axis--) {
            int step = stride;
            offsets[axis] = new int[from.dim(axis)];
            Arrays.setAll(offsets[axis], i -> i * step);
            stride *= from.dim(axis);
        }
        return offsets;
    }

    /** Whether an axis continues runs of this length. */
    private static boolean goesOn(int[] offsets, int length) {
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] - offsets[i - 1] != length) {
                return false;
            }
        }
        return true;
    }

    private static int[] sources(int[][] offsets, int base) {
        int[] sources = {base};
        for (int[] axis : offsets) {
            int[] more = new int[sources.length * axis.length];
            for (int i = 0; i < more.length; i++) {
                more[i] = sources[i / axis.length] + axis[i % axis.length];
            }
            sources = more;
        }
        return sources;
    }

    @Override
    public void forward(Forward pass) {
        int runs = pass.batch() * sources.length;
        pass.run((runs + runsPerTask - 1) / runsPerTask, (long) runs * run * 2, forwardRuns);
    }

    @Override
    public void backward(Backward pass) {
        int runs = pass.batch() * sources.length;
        if (pass.wantsInputGradient() && once) {
            pass.run((runs + runsPerTask - 1) / runsPerTask, (long) runs * run * 2, backwardRuns);
        } else if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), (long) runs * run * 2, backwardExample);
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

    /** What was left out has no part in the loss; what was taken several times has several. */
    private void backwardExample(Backward pass, int example) {
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        Arrays.fill(dx, example * size, (example + 1) * size, 0);
        for (int i = 0; i < sources.length; i++) {
            int to = example * size + sources[i];
            int from = (example * sources.length + i) * run;
            for (int k = 0; k < run; k++) {
                dx[to + k] += dy[from + k];
            }
        }
    }
}
