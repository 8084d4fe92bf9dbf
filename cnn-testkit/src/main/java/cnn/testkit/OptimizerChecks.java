package cnn.testkit;

import cnn.api.Shape;
import cnn.api.train.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clauses of {@link OptimizerContract}. */
final class OptimizerChecks {
    static final List<Check<Optimizer>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("refuses what is no number", one -> OptionSweep.refusesWhatIsNoNumber(subject(one), one)),
            new Check<>("has a learning rate and a number of slots", OptimizerChecks::hasSaneNumbers),
            new Check<>("updates only its range", OptimizerChecks::updatesOnlyItsRange),
            new Check<>("gives the same bits whole or in ranges", OptimizerChecks::splitsWithoutATrace),
            new Check<>("gives the same bits every time", OptimizerChecks::givesTheSameBits),
            new Check<>("stands still at learning rate 0", OptimizerChecks::standsStillAtRateZero),
            new Check<>("leaves what does not decay alone where the gradient is 0",
                    OptimizerChecks::decaysOnlyWhatDecays),
            new Check<>("takes the decay as a factor", OptimizerChecks::takesDecayAsAFactor),
            new Check<>("sums the same whole or in ranges", OptimizerChecks::sumsSplit),
            new Check<>("descends on a quadratic", OptimizerChecks::descends),
            new Check<>("gives weights that predict and changes nothing", OptimizerChecks::givesWeightsThatPredict),
            new Check<>("allocates nothing", OptimizerChecks::allocatesNothing));

    private static final int SIZE = OptimizerStep.SIZE;

    private OptimizerChecks() {
    }

    static Subject subject(Optimizer optimizer) {
        return new Subject("Optimizer " + optimizer);
    }

    static void hasSaneNumbers(Optimizer one) {
        if (!(one.learningRate() > 0) || Double.isInfinite(one.learningRate())) {
            throw subject(one).wrong("its learning rate is " + one.learningRate(), "Reject anything but a positive "
                    + "number in the compact constructor");
        }
        if (one.sums() < 0) {
            throw subject(one).wrong("it takes " + one.sums() + " sums", "Return 0 or more");
        }
        if (one.slots() < 0) {
            throw subject(one).wrong("it asks for " + one.slots() + " slots", "Return 0 or more");
        }
    }

    static void updatesOnlyItsRange(Optimizer one) {
        Shape ranged = ranged(one);
        if (ranged == null) {
            return;
        }
        OptimizerStep step = new OptimizerStep(one, ranged, 1);
        OptimizerStep before = new OptimizerStep(one, ranged, 1);
        step.from = 5;
        step.to = 20;
        one.sum(step, step.sums);
        if (!Arrays.equals(step.values, before.values)) {
            throw subject(one).wrong("sum changed the parameter's values", "Let sum change slots at most");
        }
        one.update(step);
        if (!Arrays.equals(step.gradient, before.gradient)) {
            throw subject(one).wrong("it changed the gradient", "It is to be read only: use a slot");
        }
        for (int i = 0; i < SIZE; i++) {
            boolean inside = i >= 5 && i < 20;
            boolean changed = step.values[i] != before.values[i];
            for (float[] slot : step.slots) {
                changed |= !inside && slot[i] != 0;
            }
            if (!inside && changed) {
                throw subject(one).wrong("asked for elements 5 to 19 it also changed element " + i,
                        "Loop from update.from() to update.to() - 1: other threads have the other elements");
            }
            if (inside && !changed) {
                throw subject(one).wrong(
                        "asked for elements 5 to 19 it left element " + i + " as it was, in spite of a "
                                + "gradient of " + step.gradient[i],
                        "Loop from update.from() to update.to() - 1");
            }
        }
    }

    /** A shape whose elements it updates in ranges, a matrix if there is one; null where all are taken whole. */
    private static @Nullable Shape ranged(Optimizer one) {
        return Stream.of(OptimizerStep.SHAPE, Shape.vector(SIZE)).filter(shape -> one.whole(shape) == null).findFirst()
                .orElse(null);
    }

    static void splitsWithoutATrace(Optimizer one) {
        Shape ranged = ranged(one);
        if (ranged == null) {
            return;
        }
        OptimizerStep whole = run(new OptimizerStep(one, ranged, 1), one::update);
        OptimizerStep ranges = run(new OptimizerStep(one, ranged, 1), step -> inRanges(step, one::update));
        same(one, whole, ranges, "updated in ranges instead of at once",
                "Let each element depend on its own gradient and slots alone, and compute nothing from from() or to()");
    }

    /** In any order, of any length. */
    private static void inRanges(OptimizerStep step, Consumer<OptimizerStep> action) {
        for (int from : new int[] {30, 0, 8, 1}) {
            step.from = from;
            step.to = from == 0 ? 1 : from == 1 ? 8 : from == 8 ? 30 : SIZE;
            action.accept(step);
        }
        step.from = 0;
        step.to = SIZE;
    }

    /** To within rounding: the order of additions differs, while a step's ranges are always the same. */
    static void sumsSplit(Optimizer one) {
        OptimizerStep whole = new OptimizerStep(one, true);
        one.sum(whole, whole.sums);
        OptimizerStep ranges = new OptimizerStep(one, true);
        inRanges(ranges, step -> one.sum(step, step.sums));
        for (int i = 0; i < whole.sums.length; i++) {
            double difference = Math.abs(whole.sums[i] - ranges.sums[i]);
            if (!(difference <= 1e-9 * Math.abs(whole.sums[i]))) {
                throw subject(one).wrong("sum " + i + " is " + Subject.number(whole.sums[i]) + " over all elements but "
                        + Subject.number(ranges.sums[i]) + " in ranges",
                        "Add to sums[" + i + "] what elements update.from() to update.to() - 1 contribute");
            }
        }
        same(one, whole, ranges, "summed in ranges instead of at once",
                "Let sum change the slots of its own elements only");
    }

    static void takesDecayAsAFactor(Optimizer one) {
        float[][] values = new float[3][];
        for (int half = 0; half < 3; half++) {
            OptimizerStep step = new OptimizerStep(one, true);
            step.decay = half / 2.0;
            step.update();
            values[half] = step.values;
        }
        if (!Arrays.equals(values[0], values[2])
                && (Arrays.equals(values[1], values[0]) || Arrays.equals(values[1], values[2]))) {
            throw subject(one).wrong("with update.decay() 0.5 it does the same as with "
                    + (Arrays.equals(values[1], values[0]) ? "0" : "1"),
                    "Multiply the weight decay by update.decay(), which a group of parameters can set");
        }
    }

    static void givesTheSameBits(Optimizer one) {
        same(one, run(new OptimizerStep(one, true), OptimizerStep::move),
                run(new OptimizerStep(one, true), OptimizerStep::move),
                "updated a second time from the same start",
                "Keep what is remembered between steps in slots: a record has no state");
    }

    static void standsStillAtRateZero(Optimizer one) {
        OptimizerStep step = new OptimizerStep(one, true);
        step.rate = 0;
        step.update();
        int at = Arrays.mismatch(step.values, new OptimizerStep(one, true).values);
        if (at >= 0) {
            throw subject(one).wrong("at update.learningRate() 0 it changed element " + at,
                    "Scale every change, weight decay too, by update.learningRate(), which a schedule changes, not by "
                            + "the record's own");
        }
    }

    static void decaysOnlyWhatDecays(Optimizer one) {
        OptimizerStep step = new OptimizerStep(one, false);
        Arrays.fill(step.gradient, 0);
        step.update();
        int at = Arrays.mismatch(step.values, new OptimizerStep(one, false).values);
        if (at >= 0) {
            throw subject(one).wrong("with gradient 0 and update.decay() 0 it changed element " + at,
                    "Multiply the weight decay by update.decay()");
        }
    }

    static void descends(Optimizer one) {
        OptimizerStep step = new OptimizerStep(one, false);
        double first = quadratic(step);
        for (step.number = 1; step.number <= 200; step.number++) {
            quadratic(step);
            step.update();
        }
        double last = quadratic(step);
        if (!(last < first)) {
            throw subject(one)
                    .wrong("200 steps on a quadratic bowl took the loss from " + Subject.number(first) + " to "
                            + Subject.number(last), "OptimizerStep against the gradient, at a learning rate below 1");
        }
    }

    static void givesWeightsThatPredict(Optimizer one) {
        OptimizerStep step = run(new OptimizerStep(one, true), OptimizerStep::move);
        float[] values = step.values.clone();
        float[][] slots = Arrays.stream(step.slots).map(float[]::clone).toArray(float[][]::new);
        float[] predicting = new float[SIZE];
        Arrays.fill(predicting, Float.NaN);
        step.from = 5;
        step.to = 20;
        one.predicting(step, predicting);
        for (int i = 0; i < SIZE; i++) {
            if (Float.isFinite(predicting[i]) != (i >= 5 && i < 20)) {
                throw subject(one).wrong("asked for the weights that predict from 5 to 19 it wrote " + predicting[i]
                        + " at " + i, "Write elements update.from() to update.to() - 1, finite numbers");
            }
            if (!one.averages() && i >= 5 && i < 20 && predicting[i] != values[i]) {
                throw subject(one).wrong("averages() is false but the weights that predict differ from the weights",
                        "Return true from averages()");
            }
        }
        if (!Arrays.equals(values, step.values) || !Arrays.deepEquals(slots, step.slots)) {
            throw subject(one).wrong("predicting changed values or slots", "Write to the array that is given alone");
        }
    }

    static void allocatesNothing(Optimizer one) {
        OptimizerStep step = new OptimizerStep(one, true);
        step.kernels = KernelSets.scalar(); // vectors are objects until the JIT has compiled what makes them
        long bytes = Allocation.bytes(step::update);
        if (bytes > 0) {
            throw subject(one).wrong("update allocates " + bytes + " bytes on every call",
                    "Use slots for what is remembered; no new, no boxing, no streams");
        }
    }

    private static OptimizerStep run(OptimizerStep step, Consumer<OptimizerStep> update) {
        for (step.number = 1; step.number <= 5; step.number++) {
            step.drawGradient();
            step.sum();
            update.accept(step);
        }
        return step;
    }

    private static void same(Optimizer one, OptimizerStep expected, OptimizerStep actual, String when, String remedy) {
        int at = Arrays.mismatch(expected.values, actual.values);
        for (int slot = 0; slot < one.slots() && at < 0; slot++) {
            at = Arrays.mismatch(expected.slots[slot], actual.slots[slot]);
        }
        if (at >= 0) {
            throw subject(one).wrong("element " + at + " differs when " + when, remedy);
        }
    }

    /** Σ ½ c (x − 1)², c from 1/4 to 1; leaves its gradient in the step. */
    private static double quadratic(OptimizerStep step) {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            double curvature = 0.25 + 0.75 * i / SIZE;
            double distance = step.values[i] - 1.0;
            loss += curvature / 2 * distance * distance;
            step.gradient[i] = (float) (curvature * distance);
        }
        return loss;
    }
}
