package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;
import java.util.List;

/**
 * A learning rate that drops at given points of the run: factor ^ n, where n points have been passed. A point is a share of
 * the whole run, so that the schedule stays the same where a run is made longer or shorter: [0.5, 0.75] drops at half
 * and at three quarters of all steps.
 *
 * <p>He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2: a tenth at 32,000 and
 * at 48,000 of 64,000 steps.
 *
 * @param at shares of the run, in (0, 1), ascending, one or more
 * @param factor what a drop multiplies the learning rate by, in (0, 1]
 */
@Id("multi-step")
public record MultiStep(List<Double> at, @Default("0.1") double factor) implements Schedule {
    public MultiStep {
        at = List.copyOf(at);
        if (at.isEmpty()) {
            throw new IllegalArgumentException("MultiStep has no point to drop at. Give one or more, for example "
                    + "[0.5, 0.75], or use the constant schedule.");
        }
        double before = 0;
        for (double point : at) {
            if (!(point > before && point < 1)) {
                throw new IllegalArgumentException(
                        "MultiStep drops at " + at + " of the run, but points must rise and lie "
                                + "between 0 and 1. Give for example [0.5, 0.75] for half and three quarters.");
            }
            before = point;
        }
        Checks.factor("MultiStep", factor);
    }

    /** Drops to a tenth at these shares of the run. */
    public static MultiStep of(Double... at) {
        return new MultiStep(List.of(at), 0.1);
    }

    /** With another factor. */
    public MultiStep factor(double share) {
        return new MultiStep(at, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        double rate = 1;
        for (int i = 0; i < at.size(); i++) {
            rate *= step >= Math.round(at.get(i) * totalSteps) ? factor : 1;
        }
        return rate;
    }
}
