package cnn.core.train;

import cnn.api.train.Squares;
import cnn.core.engine.Workers;
import java.util.List;

/** The length of all gradients as one vector: squares of fixed pieces, added in the pieces' order. */
final class GradientNorm {
    private final Range[] ranges;
    private final double[] squares;
    private final Workers.Job square = (index, worker) -> square(index);

    /** A piece of one gradient. */
    record Range(float[] gradient, int from, int to) {
    }

    GradientNorm(List<Range> ranges) {
        this.ranges = ranges.toArray(Range[]::new);
        squares = new double[ranges.size()];
    }

    /** The length as the gradients are now. */
    double length(Workers workers) {
        workers.run(ranges.length, square);
        double sum = 0;
        for (double one : squares) {
            sum += one;
        }
        return Math.sqrt(sum);
    }

    private void square(int index) {
        Range range = ranges[index];
        squares[index] = Squares.sum(range.gradient, range.from, range.to);
    }
}
