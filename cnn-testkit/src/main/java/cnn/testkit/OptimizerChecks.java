package cnn.testkit;

import cnn.api.Rng;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The clauses of {@link OptimizerContract}. */
final class OptimizerChecks {
    static final List<Check<Optimizer>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("has a learning rate and a number of slots", OptimizerChecks::hasSaneNumbers),
            new Check<>("updates only its range", OptimizerChecks::updatesOnlyItsRange),
            new Check<>("gives the same bits whole or in ranges", OptimizerChecks::splitsWithoutATrace),
            new Check<>("gives the same bits every time", OptimizerChecks::givesTheSameBits),
            new Check<>("stands still at learning rate 0", OptimizerChecks::standsStillAtRateZero),
            new Check<>("leaves what does not decay alone where the gradient is 0",
                    OptimizerChecks::decaysOnlyWhatDecays),
            new Check<>("descends on a quadratic", OptimizerChecks::descends),
            new Check<>("allocates nothing", OptimizerChecks::allocatesNothing));

    private static final int SIZE = 37;

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
        if (one.slots() < 0) {
            throw subject(one).wrong("it asks for " + one.slots() + " slots", "Return 0 or more");
        }
    }

    static void updatesOnlyItsRange(Optimizer one) {
        Step step = new Step(one, true);
        Step before = new Step(one, true);
        step.from = 5;
        step.to = 20;
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

    static void splitsWithoutATrace(Optimizer one) {
        Step whole = run(one, one::update);
        Step ranges = run(one, step -> {
            for (int from : new int[] {30, 0, 8, 1}) { // in any order, of any length
                step.from = from;
                step.to = from == 0 ? 1 : from == 1 ? 8 : from == 8 ? 30 : SIZE;
                one.update(step);
            }
        });
        same(one, whole, ranges, "updated in ranges instead of at once",
                "Let each element depend on its own gradient and slots alone, and compute nothing from from() or to()");
    }

    static void givesTheSameBits(Optimizer one) {
        same(one, run(one, one::update), run(one, one::update), "updated a second time from the same start",
                "Keep what is remembered between steps in slots: a record has no state");
    }

    static void standsStillAtRateZero(Optimizer one) {
        Step step = new Step(one, true);
        step.rate = 0;
        one.update(step);
        int at = Arrays.mismatch(step.values, new Step(one, true).values);
        if (at >= 0) {
            throw subject(one).wrong("at update.learningRate() 0 it changed element " + at,
                    "Scale every change, weight decay too, by update.learningRate(), which a schedule changes, not by "
                            + "the record's own");
        }
    }

    static void decaysOnlyWhatDecays(Optimizer one) {
        Step step = new Step(one, false);
        Arrays.fill(step.gradient, 0);
        one.update(step);
        int at = Arrays.mismatch(step.values, new Step(one, false).values);
        if (at >= 0) {
            throw subject(one).wrong("with gradient 0 and update.decays() false it changed element " + at,
                    "Apply weight decay only where update.decays()");
        }
    }

    static void descends(Optimizer one) {
        Step step = new Step(one, false);
        double first = quadratic(step);
        for (step.number = 1; step.number <= 200; step.number++) {
            quadratic(step);
            one.update(step);
        }
        double last = quadratic(step);
        if (!(last < first)) {
            throw subject(one)
                    .wrong("200 steps on a quadratic bowl took the loss from " + Subject.number(first) + " to "
                            + Subject.number(last), "Step against the gradient, at a learning rate below 1");
        }
    }

    static void allocatesNothing(Optimizer one) {
        Step step = new Step(one, true);
        long bytes = Allocation.bytes(() -> one.update(step));
        if (bytes > 0) {
            throw subject(one).wrong("update allocates " + bytes + " bytes on every call",
                    "Use slots for what is remembered; no new, no boxing, no streams");
        }
    }

    private static Step run(Optimizer one, Consumer<Step> update) {
        Step step = new Step(one, true);
        for (step.number = 1; step.number <= 5; step.number++) {
            step.drawGradient();
            update.accept(step);
        }
        return step;
    }

    private static void same(Optimizer one, Step expected, Step actual, String when, String remedy) {
        int at = Arrays.mismatch(expected.values, actual.values);
        for (int slot = 0; slot < one.slots() && at < 0; slot++) {
            at = Arrays.mismatch(expected.slots[slot], actual.slots[slot]);
        }
        if (at >= 0) {
            throw subject(one).wrong("element " + at + " differs when " + when, remedy);
        }
    }

    /** Σ ½ c (x − 1)², c from 1/4 to 1; leaves its gradient in the step. */
    private static double quadratic(Step step) {
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
            double curvature = 0.25 + 0.75 * i / SIZE;
            double distance = step.values[i] - 1.0;
            loss += curvature / 2 * distance * distance;
            step.gradient[i] = (float) (curvature * distance);
        }
        return loss;
    }

    /** One parameter of {@link #SIZE} numbers. */
    private static final class Step implements Update {
        private final Optimizer optimizer;
        private final boolean decays;
        private final float[] values = new float[SIZE];
        private final float[] gradient = new float[SIZE];
        private final float[][] slots;
        private int from;
        private int to = SIZE;
        private long number = 1;
        private double rate;

        private Step(Optimizer optimizer, boolean decays) {
            this.optimizer = optimizer;
            this.decays = decays;
            rate = optimizer.learningRate();
            slots = new float[optimizer.slots()][SIZE];
            for (int i = 0; i < SIZE; i++) {
                values[i] = Rng.uniform(3, i) + 2;
            }
            drawGradient();
        }

        private void drawGradient() {
            for (int i = 0; i < SIZE; i++) {
                gradient[i] = (Rng.uniform(number, i) + 0.5f) * (i % 2 == 0 ? 1 : -1);
            }
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int to() {
            return to;
        }

        @Override
        public float[] values() {
            return values;
        }

        @Override
        public float[] gradient() {
            return gradient;
        }

        @Override
        public float[] slot(int index) {
            if (index < 0 || index >= slots.length) {
                throw subject(optimizer).wrong("it asks for slot " + index + " but slots() gives " + slots.length,
                        "Let slots() return the number of buffers that update uses");
            }
            return slots[index];
        }

        @Override
        public long step() {
            return number;
        }

        @Override
        public double learningRate() {
            return rate;
        }

        @Override
        public boolean decays() {
            return decays;
        }
    }
}
