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
 * the output; where each begins in the input is written down when the layer is bound, as two short lists of which the numbers
 * add up: rows, and runs within a row.
 */
final class Selection implements Op {
    private static final int TASK = 8192;
    /** Runs of a row: a list that stays in the cache beside the numbers. */
    private static final int ROW = 4096;

    private final int size;
    private final int run;
    private final int[] rows;
    private final int[] within;
    private final boolean once;
    /** Where the second of two halves begins of which a row takes numbers in turn; 0 where it is none such. */
    private final int turn;
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
        int first = moved;
        for (int runs = 1; first > 0 && runs * offsets[first - 1].length <= ROW; first--) {
            runs *= offsets[first - 1].length;
        }
        rows = sums(Arrays.copyOf(offsets, first), base);
        within = sums(Arrays.copyOfRange(offsets, first, moved), 0);
        turn = run == 1 && inTurn(within) ? within[1] : 0;
        int most = Math.max(1, TASK / run);
        runsPerTask = most - (most > within.length ? most % within.length : 0); // whole rows
    }

    /** Whether they are 0, n, 1, n + 1, … */
    private static boolean inTurn(int[] places) {
        boolean all = places.length % 2 == 0;
        for (int i = 0; all && i < places.length; i++) {
            all = places[i] == i / 2 + i % 2 * places.length / 2;
        }
        return all;
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

    private static int[] sums(int[][] offsets, int base) {
        int[] sums = {base};
        for (int[] axis : offsets) {
            int[] more = new int[sums.length * axis.length];
            for (int i = 0; i < more.length; i++) {
                more[i] = sums[i / axis.length] + axis[i % axis.length];
            }
            sums = more;
        }
        return sums;
    }

    @Override
    public void forward(Forward pass) {
        pass.run(tasks(pass.batch()), 2L * runs(pass.batch()) * run, forwardRuns);
    }

    @Override
    public void backward(Backward pass) {
        if (pass.wantsInputGradient() && once) {
            pass.run(tasks(pass.batch()), 2L * runs(pass.batch()) * run, backwardRuns);
        } else if (pass.wantsInputGradient()) {
            pass.run(pass.batch(), 2L * runs(pass.batch()) * run, backwardExample);
        }
    }

    private int runs(int batch) {
        return batch * rows.length * within.length;
    }

    private int tasks(int batch) {
        return (runs(batch) + runsPerTask - 1) / runsPerTask;
    }

    private void forwardRuns(Forward pass, int task) {
        float[] x = pass.input();
        float[] y = pass.output();
        int end = Math.min(runs(pass.batch()), (task + 1) * runsPerTask);
        for (int i = task * runsPerTask; i < end; i = next(i, end)) {
            gather(x, source(i), y, i * run, i % within.length, next(i, end) - i);
        }
    }

    /** Where the row that a run lies in begins in the input. */
    private int source(int i) {
        int row = i / within.length;
        return row / rows.length * size + rows[row % rows.length];
    }

    /** The first run of the next row, or where the task ends. */
    private int next(int i, int end) {
        return Math.min(end, i + within.length - i % within.length);
    }

    private void gather(float[] x, int from, float[] y, int to, int first, int count) {
        int[] places = within;
        if (turn > 0 && count == places.length) { // as two groups are shuffled: 1.8 times as fast as place by place
            int second = from + turn;
            for (int k = 0; k < turn; k++) {
                y[to + 2 * k] = x[from + k];
                y[to + 2 * k + 1] = x[second + k];
            }
            return;
        }
        if (run == 1) {
            for (int k = 0; k < count; k++) {
                y[to + k] = x[from + places[first + k]];
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            System.arraycopy(x, from + places[first + k], y, to + k * run, run);
        }
    }

    /** Every number of the input is one of the output: all are overwritten. */
    private void backwardRuns(Backward pass, int task) {
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        int end = Math.min(runs(pass.batch()), (task + 1) * runsPerTask);
        for (int i = task * runsPerTask; i < end; i = next(i, end)) {
            scatter(dy, i * run, dx, source(i), i % within.length, next(i, end) - i);
        }
    }

    private void scatter(float[] dy, int from, float[] dx, int to, int first, int count) {
        int[] places = within;
        if (run == 1) {
            for (int k = 0; k < count; k++) {
                dx[to + places[first + k]] = dy[from + k];
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            System.arraycopy(dy, from + k * run, dx, to + places[first + k], run);
        }
    }

    /** What was left out has no part in the loss; what was taken several times has several. */
    private void backwardExample(Backward pass, int example) {
        float[] dy = pass.outputGradient();
        float[] dx = pass.inputGradient();
        Arrays.fill(dx, example * size, (example + 1) * size, 0);
        int from = example * runs(1) * run;
        for (int row : rows) {
            for (int place : within) {
                int to = example * size + row + place;
                for (int k = 0; k < run; k++) {
                    dx[to + k] += dy[from++];
                }
            }
        }
    }
}
