package cnn.core.train;

import cnn.api.layer.Param;
import cnn.core.engine.Workers;
import cnn.core.pipeline.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Penalties of weights, as parts of their gradients before a step, and bounds of their lengths behind it. */
final class Regularization {
    private static final int PIECE = 16_384;

    private final Penalty[] penalties;
    private final Bound[] bounds;
    private final Workers.Job penalise = (index, worker) -> penalise(index);
    private final Workers.Job limit = (index, worker) -> limit(index);

    /** A range of one parameter. */
    private record Penalty(float[] values, float[] gradient, int from, int to, float l1, float l2) {
    }

    /** One parameter, and how long each of its units may be. */
    private record Bound(float[] values, double most, UnitNorms norms, float[] factors) {
    }

    private Regularization(List<Penalty> penalties, List<Bound> bounds) {
        this.penalties = penalties.toArray(Penalty[]::new);
        this.bounds = bounds.toArray(Bound[]::new);
    }

    /** One parameter that learns. */
    record Learnt(Param param, float[] values, float[] gradient) {
    }

    /** What groups say of weights; null where it is nothing. */
    static @Nullable Regularization of(ParameterGroups groups, List<Learnt> all) {
        List<Penalty> penalties = new ArrayList<>();
        List<Bound> bounds = new ArrayList<>();
        for (Learnt one : all) {
            int size = one.param().shape().size();
            float l1 = (float) groups.l1(one.param());
            float l2 = (float) groups.l2(one.param());
            for (int from = 0; from < size && (l1 > 0 || l2 > 0); from += PIECE) {
                penalties.add(new Penalty(one.values(), one.gradient(), from, Math.min(size, from + PIECE), l1, l2));
            }
            double most = groups.maxNorm(one.param());
            if (most < Double.POSITIVE_INFINITY) {
                UnitNorms norms = new UnitNorms(one.param().shape());
                bounds.add(new Bound(one.values(), most, norms, new float[norms.units()]));
            }
        }
        return penalties.isEmpty() && bounds.isEmpty() ? null : new Regularization(penalties, bounds);
    }

    /** Adds the penalties' gradients. */
    void penalise(Workers workers) {
        workers.run(penalties.length, penalise);
    }

    /** Shortens what is too long. */
    void limit(Workers workers) {
        workers.run(bounds.length, limit);
    }

    private void penalise(int index) {
        Penalty one = penalties[index];
        for (int i = one.from; i < one.to; i++) {
            one.gradient[i] += one.l1 * Math.signum(one.values[i]) + one.l2 * one.values[i];
        }
    }

    private void limit(int index) {
        Bound one = bounds[index];
        double[] squares = one.norms.squares(one.values);
        boolean none = true;
        for (int unit = 0; unit < squares.length; unit++) {
            double length = Math.sqrt(squares[unit]);
            one.factors[unit] = length > one.most ? (float) (one.most / length) : 1;
            none &= length <= one.most;
        }
        if (!none) {
            one.norms.scale(one.values, one.factors);
        }
    }
}
