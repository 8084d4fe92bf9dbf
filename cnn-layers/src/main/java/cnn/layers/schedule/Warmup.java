package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that rises in a straight line, and then follows another schedule for the rest of the run. With w steps
 * of warm-up in a run of n: (step + 1) / w times the other one's first factor in the warm-up, then the other one's of
 * step − w in a run of n − w. A warm-up longer than the run is cut to the run.
 *
 * <p>Goyal and others, "Accurate, large minibatch SGD: training ImageNet in 1 hour", arXiv:1706.02677, 2017, section 2.2.
 *
 * @param then the schedule behind the warm-up
 * @param epochs length of the warm-up, above 0, at most 1,000,000; parts of an epoch count
 */
@Id("warmup")
public record Warmup(Schedule then, @Default("1") double epochs) implements Schedule {
    public Warmup {
        Checks.epochs("Warmup", epochs, "the warm-up", "1");
    }

    /** One epoch of warm-up, then that schedule. */
    public static Warmup of(Schedule then) {
        return new Warmup(then, 1);
    }

    /** With another length of the warm-up. */
    public Warmup epochs(double length) {
        return new Warmup(then, length);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        long warmup = warmup(stepsPerEpoch, totalSteps);
        long rest = Math.max(1, totalSteps - warmup);
        return step < warmup
                ? (step + 1.0) / warmup * then.factor(0, stepsPerEpoch, rest)
                : then.factor(step - warmup, stepsPerEpoch, rest);
    }

    /** The other one sees all epochs before, those of the warm-up too. */
    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps, Past past) {
        long warmup = warmup(stepsPerEpoch, totalSteps);
        return step < warmup
                ? factor(step, stepsPerEpoch, totalSteps)
                : then.factor(step - warmup, stepsPerEpoch, Math.max(1, totalSteps - warmup), past);
    }

    private long warmup(long stepsPerEpoch, long totalSteps) {
        return Math.min(totalSteps, Math.round(epochs * stepsPerEpoch));
    }
}
