package cnn.core.train;

import cnn.api.ComponentException;
import cnn.api.train.Optimizer;
import cnn.api.train.Schedule;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.registry.Fault;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The learning rate of each step: the optimizer's own, times what the schedule says. Both may be a plug-in's, so that
 * what they say is looked at: a rate that is negative or no number ruins the weights without a word.
 *
 * @param optimizer gives the base rate
 * @param schedule gives the factor
 */
public record LearningRate(Optimizer optimizer, Schedule schedule) {
    private static final Schedule.Past NOTHING = new Monitored(List::of, Scores::loss, false);

    /**
     * What a run has come to, as a schedule sees it.
     *
     * @param reports of the epochs so far
     * @param value what is monitored of one's scores
     */
    record Monitored(Supplier<List<EpochReport>> reports, ToDoubleFunction<Scores> value,
            boolean higherIsBetter) implements Schedule.Past {
        @Override
        public int epochs() {
            return reports.get().size();
        }

        @Override
        public double monitored(int epoch) {
            EpochReport report = reports.get().get(epoch - 1);
            return value.applyAsDouble(report.validation() == null ? report.train() : report.validation());
        }
    }

    /**
     * The rate of a step.
     *
     * @param step steps done so far, from 0
     * @param stepsPerEpoch steps in one epoch
     * @param totalSteps steps of the whole run
     * @throws ComponentException naming schedule or optimizer, where it gives no rate to learn with
     */
    public double at(long step, long stepsPerEpoch, long totalSteps) {
        return at(step, stepsPerEpoch, totalSteps, NOTHING);
    }

    /** As {@link #at(long, long, long)}, for a schedule that looks at the epochs before. */
    double at(long step, long stepsPerEpoch, long totalSteps, Schedule.Past past) {
        double factor = factor(step, stepsPerEpoch, totalSteps, past);
        double base = base();
        double rate = base * factor;
        if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
            throw Fault.nonsense(optimizer, "has the learning rate " + base + ", which times the schedule's " + factor
                    + " is " + rate, "a rate is a finite number of at least 0");
        }
        return rate;
    }

    /** The schedule's factor alone, of at least 0. */
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        return factor(step, stepsPerEpoch, totalSteps, NOTHING);
    }

    private double factor(long step, long stepsPerEpoch, long totalSteps, Schedule.Past past) {
        double factor;
        try {
            factor = schedule.factor(step, stepsPerEpoch, totalSteps, past);
        } catch (Throwable thrown) {
            throw Fault.of(null, schedule, "factor", thrown);
        }
        if (!(factor >= 0 && factor <= Double.MAX_VALUE)) {
            throw Fault.nonsense(schedule,
                    "gave the factor " + factor + " for step " + step + " of " + totalSteps + " ("
                            + stepsPerEpoch + " in an epoch)",
                    "a factor is a finite number of at least 0");
        }
        return factor;
    }

    private double base() {
        try {
            return optimizer.learningRate();
        } catch (Throwable thrown) {
            throw Fault.of(null, optimizer, "learningRate", thrown);
        }
    }
}
