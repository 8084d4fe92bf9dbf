package cnn.core.find;

import java.util.List;
import java.util.Optional;

/**
 * The loss over the learning rate, and what it suggests.
 *
 * @param steps in order: rates rise
 * @param diverged whether the loss rose beyond bounds before the highest rate; else that may be too low to tell
 */
public record RateCurve(List<Step> steps, boolean diverged) {
    /** What the first weights bring says little: a twentieth of the curve is looked past. */
    private static final int PAST = 20;
    private static final double BELOW_LEAST = 10;

    public RateCurve {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param rate its learning rate
     * @param loss mean loss of its images, before the step
     * @param smoothed the loss without its noise: a running mean
     */
    public record Step(double rate, double loss, double smoothed) {
    }

    /**
     * A learning rate to begin with, the smaller of two that are common: a rate that is too small costs time, one that is too
     * large the run.
     *
     * @param steepest where the smoothed loss falls fastest over the rate's logarithm
     * @param least where the smoothed loss is lowest; a tenth of it is the other one
     */
    public record Suggestion(double steepest, double least) {
        /** A tenth of the rate of the least loss. */
        public double belowLeast() {
            return least / BELOW_LEAST;
        }

        /** The smaller one. */
        public double rate() {
            return Math.min(steepest, belowLeast());
        }
    }

    /** What the curve suggests; empty where the loss never fell. */
    public Optional<Suggestion> suggestion() {
        int first = steps.size() / PAST + 1;
        int least = first;
        for (int i = first; i < steps.size(); i++) {
            least = steps.get(i).smoothed() < steps.get(least).smoothed() ? i : least;
        }
        int steepest = -1;
        double fall = 0;
        for (int i = first; i < least; i++) {
            double slope = slope(i);
            if (slope < fall) {
                fall = slope;
                steepest = i;
            }
        }
        return steepest < 0
                ? Optional.empty()
                : Optional.of(new Suggestion(steps.get(steepest).rate(), steps.get(least).rate()));
    }

    /** Change of the smoothed loss over the rate's logarithm, between both neighbours. */
    private double slope(int i) {
        Step before = steps.get(i - 1);
        Step after = steps.get(i + 1);
        return (after.smoothed() - before.smoothed()) / StrictMath.log(after.rate() / before.rate());
    }

    /** Whether the loss was still falling at the highest rate, so that a higher one may be better. */
    public boolean endsTooLow() {
        return !diverged && suggestion().map(found -> found.least() >= steps.getLast().rate()).orElse(true);
    }
}
