package cnn.core.train;

import cnn.core.engine.Workers;
import java.util.List;

/**
 * Goes up a way from the weights along their gradient, so that the loss can be looked at where it is worst nearby, and comes
 * back to the same bits.
 */
final class Ascent {
    private final double rho;
    private final Range[] ranges;
    private final GradientNorm norm;
    private final Workers.Job climb = (index, worker) -> climb(index);
    private final Workers.Job comeBack = (index, worker) -> comeBack(index);
    private float scale;

    /** A piece of one parameter, its gradient, and where its values are kept. */
    record Range(float[] values, float[] gradient, float[] kept, int from, int to) {
    }

    /**
     * Goes up so far.
     *
     * @param rho length of the way, of all parameters as one vector
     */
    Ascent(double rho, List<Range> ranges) {
        this.rho = rho;
        this.ranges = ranges.toArray(Range[]::new);
        norm = new GradientNorm(
                ranges.stream().map(range -> new GradientNorm.Range(range.gradient, range.from, range.to)).toList());
    }

    /** weights ← weights + rho · gradient / ‖gradient‖. */
    void climb(Workers workers) {
        double length = norm.length(workers);
        scale = length > 0 ? (float) (rho / length) : 0;
        workers.run(ranges.length, climb);
    }

    /** Puts the weights back. */
    void comeBack(Workers workers) {
        workers.run(ranges.length, comeBack);
    }

    private void climb(int index) {
        Range range = ranges[index];
        for (int i = range.from; i < range.to; i++) {
            range.kept[i] = range.values[i];
            range.values[i] += scale * range.gradient[i];
        }
    }

    private void comeBack(int index) {
        Range range = ranges[index];
        System.arraycopy(range.kept, range.from, range.values, range.from, range.to - range.from);
    }
}
