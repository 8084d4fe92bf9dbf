package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.train.Optimizer;
import cnn.api.train.Update;
import cnn.api.train.WholeUpdate;
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

    private static final int SIZE = 37;
    private static final Shape SHAPE = Shape.of(1, SIZE);

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
        Step step = new Step(one, ranged, 1);
        Step before = new Step(one, ranged, 1);
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
        return Stream.of(SHAPE, Shape.vector(SIZE)).filter(shape -> one.whole(shape) == null).findFirst().orElse(null);
    }

    static void splitsWithoutATrace(Optimizer one) {
        Shape ranged = ranged(one);
        if (ranged == null) {
            return;
        }
        Step whole = run(new Step(one, ranged, 1), one::update);
        Step ranges = run(new Step(one, ranged, 1), step -> inRanges(step, one::update));
        same(one, whole, ranges, "updated in ranges instead of at once",
                "Let each element depend on its own gradient and slots alone, and compute nothing from from() or to()");
    }

    /** In any order, of any length. */
    private static void inRanges(Step step, Consumer<Step> action) {
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
        Step whole = new Step(one, true);
        one.sum(whole, whole.sums);
        Step ranges = new Step(one, true);
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
            Step step = new Step(one, true);
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
        same(one, run(new Step(one, true), Step::move), run(new Step(one, true), Step::move),
                "updated a second time from the same start",
                "Keep what is remembered between steps in slots: a record has no state");
    }

    static void standsStillAtRateZero(Optimizer one) {
        Step step = new Step(one, true);
        step.rate = 0;
        step.update();
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
        step.update();
        int at = Arrays.mismatch(step.values, new Step(one, false).values);
        if (at >= 0) {
            throw subject(one).wrong("with gradient 0 and update.decay() 0 it changed element " + at,
                    "Multiply the weight decay by update.decay()");
        }
    }

    static void descends(Optimizer one) {
        Step step = new Step(one, false);
        double first = quadratic(step);
        for (step.number = 1; step.number <= 200; step.number++) {
            quadratic(step);
            step.update();
        }
        double last = quadratic(step);
        if (!(last < first)) {
            throw subject(one)
                    .wrong("200 steps on a quadratic bowl took the loss from " + Subject.number(first) + " to "
                            + Subject.number(last), "Step against the gradient, at a learning rate below 1");
        }
    }

    static void givesWeightsThatPredict(Optimizer one) {
        Step step = run(new Step(one, true), Step::move);
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
        Step step = new Step(one, true);
        step.kernels = KernelSets.scalar(); // vectors are objects until the JIT has compiled what makes them
        long bytes = Allocation.bytes(step::update);
        if (bytes > 0) {
            throw subject(one).wrong("update allocates " + bytes + " bytes on every call",
                    "Use slots for what is remembered; no new, no boxing, no streams");
        }
    }

    private static Step run(Step step, Consumer<Step> update) {
        for (step.number = 1; step.number <= 5; step.number++) {
            step.drawGradient();
            step.sum();
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
        private double decay;
        private final double[] sums;
        private final float[] values = new float[SIZE];
        private final float[] gradient = new float[SIZE];
        private final float[][] slots;
        private int from;
        private int to = SIZE;
        private long number = 1;
        private double rate;
        private Kernels kernels = KernelSets.chosen();
        private final Shape shape;
        private final @Nullable WholeUpdate whole;

        private Step(Optimizer optimizer, boolean decays) {
            this(optimizer, SHAPE, decays ? 1 : 0);
        }

        private Step(Optimizer optimizer, Shape shape, double decay) {
            this.optimizer = optimizer;
            this.shape = shape;
            this.decay = decay;
            whole = optimizer.whole(shape);
            sums = new double[optimizer.sums()];
            rate = optimizer.learningRate();
            slots = new float[optimizer.slots()][SIZE];
            for (int i = 0; i < SIZE; i++) {
                values[i] = Rng.uniform(3, i) + 2;
            }
            drawGradient();
        }

        private void sum() {
            Arrays.fill(sums, 0);
            optimizer.sum(this, sums);
        }

        private void update() {
            sum();
            move();
        }

        private void move() {
            if (whole == null) {
                optimizer.update(this);
            } else {
                whole.update(this);
            }
        }

        private void drawGradient() {
            for (int i = 0; i < SIZE; i++) {
                gradient[i] = (Rng.uniform(number, i) + 0.5f) * (i % 2 == 0 ? 1 : -1);
            }
        }

        @Override
        public String name() {
            return "layer/weights";
        }

        @Override
        public Shape shape() {
            return shape;
        }

        @Override
        public double sum(int index) {
            if (index < 0 || index >= sums.length) {
                throw subject(optimizer).wrong("it asks for sum " + index + " but sums() gives " + sums.length,
                        "Let sums() return the number of sums that update uses");
            }
            return sums[index];
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
        public double decay() {
            return decay;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }
    }
}
