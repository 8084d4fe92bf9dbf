package cnn.core.train;

import cnn.core.engine.Workers;
import cnn.core.pipeline.Clip;
import java.util.List;

/** Clips all gradients of a step in place, in fixed pieces, whose squares are added in their order, or by parameter. */
final class GradientClipping {
    /** What a unit without weights to speak of is taken to measure. */
    private static final double LEAST_LENGTH = 1e-3;

    private final Clip clip;
    private final GradientNorm.Range[] ranges;
    private final GradientNorm norm;
    private final Unit[] units;
    private final Workers.Job adapt = (index, worker) -> adapt(index);
    private final Workers.Job limit = (index, worker) -> limit(index);
    private final Workers.Job scale = (index, worker) -> scale(index);
    private float factor;

    /** A parameter whose units are clipped each. */
    private record Unit(float[] values, float[] gradient, UnitNorms ofValues, UnitNorms ofGradient, float[] factors) {
    }

    /**
     * Clips what parameters learn by.
     *
     * @param parameters those that learn
     * @param ranges the pieces of their gradients, in order
     */
    GradientClipping(Clip clip, List<Regularization.Learnt> parameters, List<GradientNorm.Range> ranges) {
        this.clip = clip;
        this.ranges = ranges.toArray(GradientNorm.Range[]::new);
        norm = new GradientNorm(ranges);
        units = clip.adaptive() == null
                ? new Unit[0]
                : parameters.stream().map(one -> {
                    UnitNorms norms = new UnitNorms(one.param().shape());
                    return new Unit(one.values(), one.gradient(), norms, new UnitNorms(one.param().shape()),
                            new float[norms.units()]);
                }).toArray(Unit[]::new);
    }

    void apply(Workers workers) {
        if (clip.value() != null) {
            workers.run(ranges.length, limit);
        }
        if (clip.adaptive() != null) {
            workers.run(units.length, adapt);
        }
        if (clip.norm() == null) {
            return;
        }
        double length = norm.length(workers);
        if (length > clip.norm()) {
            factor = (float) (clip.norm() / length);
            workers.run(ranges.length, scale);
        }
    }

    private void limit(int index) {
        GradientNorm.Range range = ranges[index];
        float[] gradient = range.gradient();
        float most = (float) (double) clip.value();
        for (int i = range.from(); i < range.to(); i++) {
            gradient[i] = Math.min(Math.max(gradient[i], -most), most);
        }
    }

    private void adapt(int index) {
        Unit unit = units[index];
        double[] weights = unit.ofValues.squares(unit.values);
        double[] gradients = unit.ofGradient.squares(unit.gradient);
        for (int i = 0; i < weights.length; i++) {
            double most = clip.adaptive() * Math.max(Math.sqrt(weights[i]), LEAST_LENGTH);
            double length = Math.sqrt(gradients[i]);
            unit.factors[i] = length > most ? (float) (most / length) : 1;
        }
        unit.ofGradient.scale(unit.gradient, unit.factors);
    }

    private void scale(int index) {
        GradientNorm.Range range = ranges[index];
        for (int i = range.from(); i < range.to(); i++) {
            range.gradient()[i] *= factor;
        }
    }
}
