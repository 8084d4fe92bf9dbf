package cnn.core.train;

import cnn.api.train.Squares;
import cnn.core.engine.Workers;
import cnn.core.pipeline.Clip;
import java.util.List;

/** Clips all gradients of a step in place, in fixed pieces, whose squares are added in their order. */
final class GradientClipping {
    private final Clip clip;
    private final Range[] ranges;
    private final double[] squares;
    private final Workers.Job limit = (index, worker) -> limit(index);
    private final Workers.Job scale = (index, worker) -> scale(index);
    private float factor;

    /** A piece of one gradient. */
    record Range(float[] gradient, int from, int to) {
    }

    GradientClipping(Clip clip, List<Range> ranges) {
        this.clip = clip;
        this.ranges = ranges.toArray(Range[]::new);
        squares = new double[ranges.size()];
    }

    void apply(Workers workers) {
        workers.run(ranges.length, limit);
        if (clip.norm() == null) {
            return;
        }
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        double norm = Math.sqrt(sum);
        if (norm > clip.norm()) {
            factor = (float) (clip.norm() / norm);
            workers.run(ranges.length, scale);
        }
    }

    private void limit(int index) {
        Range range = ranges[index];
        float[] gradient = range.gradient;
        if (clip.value() != null) {
            float most = (float) (double) clip.value();
            for (int i = range.from; i < range.to; i++) {
                gradient[i] = Math.min(Math.max(gradient[i], -most), most);
            }
        }
        if (clip.norm() != null) {
            squares[index] = Squares.sum(gradient, range.from, range.to);
        }
    }

    private void scale(int index) {
        Range range = ranges[index];
        for (int i = range.from; i < range.to; i++) {
            range.gradient[i] *= factor;
        }
    }
}
