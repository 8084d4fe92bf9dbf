package cnn.testkit;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Target.Kind;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Layer;
import cnn.api.train.ScoredBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The clauses of {@link LossContract}. */
final class LossChecks {
    static final List<Check<LossCase>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one.loss())),
            new Check<>("says which targets it takes", LossChecks::saysWhichTargetsItTakes),
            new Check<>("refuses what is no number",
                    one -> OptionSweep.refusesWhatIsNoNumber(subject(one), one.loss())),
            new Check<>("accepts scores and targets of one shape, rejects others", LossChecks::checksShapes),
            new Check<>("overwrites the gradient and nothing else", LossChecks::overwritesTheGradient),
            new Check<>("returns the sum and the gradient of the mean", LossChecks::sumsLossesAndAveragesGradients),
            new Check<>("gradient agrees with central differences", LossChecks::gradientAgrees),
            new Check<>("stays finite for scores of ±10000", LossChecks::staysFinite),
            new Check<>("gives the same bits on all kernels", LossChecks::ignoresKernels),
            new Check<>("its activation takes the scores", LossChecks::activationTakesTheScores),
            new Check<>("allocates nothing", LossChecks::allocatesNothing));

    private LossChecks() {
    }

    static Subject subject(LossCase one) {
        return new Subject("Loss " + one);
    }

    static void saysWhichTargetsItTakes(LossCase one) {
        Set<Kind> kinds = one.loss().targetKinds();
        if (kinds == null || kinds.isEmpty() || !kinds.equals(one.loss().targetKinds())) {
            throw subject(one).wrong("targetKinds gives " + kinds + ", or something else when asked again",
                    "Name the kinds of target that it compares scores with, always the same, at least one");
        }
    }

    /** The kinds of target to try it with, always in the same order. */
    private static Set<Kind> kinds(LossCase one) {
        return new TreeSet<>(one.loss().targetKinds());
    }

    private static String with(Kind kind) {
        return kind == Kind.CLASS ? "" : " with targets of " + kind.words();
    }

    static void checksShapes(LossCase one) {
        one.loss().check(Shape.vector(one.width()), Shape.vector(one.width()));
        try {
            one.loss().check(Shape.vector(one.width()), Shape.vector(one.width() + 1));
        } catch (IllegalArgumentException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw subject(one).wrong("check rejects targets of another shape without a message",
                        "Say what was given, what is expected and how to mend it");
            }
            return;
        }
        throw subject(one).wrong("check accepts " + one.width() + " scores with " + (one.width() + 1) + " targets",
                "Throw an IllegalArgumentException that says what was given, what is expected and how to mend it");
    }

    static void overwritesTheGradient(LossCase one) {
        kinds(one).forEach(kind -> overwritesTheGradient(one, kind));
    }

    private static void overwritesTheGradient(LossCase one, Kind kind) {
        for (int batch : new int[] {1, 3, 7}) {
            Scored scored = new Scored(batch, one.width(), 2, kind);
            float[] scores = scored.scores.data.clone();
            float[] targets = scored.targets.data.clone();
            one.loss().apply(scored);
            scored.gradient.checkWritten(subject(one), "apply", Shape.vector(one.width()));
            for (Guarded part : List.of(scored.gradient, scored.scores, scored.targets)) {
                part.checkGuard(subject(one), "apply");
            }
            if (differ(scores, scored.scores.data) || differ(targets, scored.targets.data)) {
                throw subject(one).wrong("apply changed the scores or the targets",
                        "They are to be read only; the gradient may serve as a buffer");
            }
        }
    }

    private static boolean differ(float[] first, float[] second) {
        return !Arrays.equals(first, second);
    }

    static void sumsLossesAndAveragesGradients(LossCase one) {
        kinds(one).forEach(kind -> sumsLossesAndAveragesGradients(one, kind));
    }

    private static void sumsLossesAndAveragesGradients(LossCase one, Kind kind) {
        int batch = 5;
        Scored whole = new Scored(batch, one.width(), 0, kind);
        double sum = one.loss().apply(whole);
        double expected = 0;
        for (int example = 0; example < batch; example++) {
            Scored single = whole.only(example);
            expected += one.loss().apply(single);
            for (int i = 0; i < one.width(); i++) {
                double alone = single.gradient.data[i];
                double actual = whole.gradient.data[example * one.width() + i];
                if (Math.abs(actual - alone / batch) > 1e-5 * Math.abs(alone / batch) + 1e-8) {
                    throw subject(one).wrong("in a batch of 5, score " + i + " of example " + example + " has gradient "
                            + Subject.number(actual) + " but " + Subject.number(alone) + " alone",
                            "Give the gradient of the batch's mean loss: a fifth of it here");
                }
            }
        }
        if (Math.abs(sum - expected) > 1e-5 * Math.abs(expected) + 1e-7) {
            throw subject(one).wrong("a batch of 5 has loss " + Subject.number(sum) + " but its examples alone have "
                    + Subject.number(expected) + " in sum", "Return the sum of the examples' losses, not their mean");
        }
    }

    static void gradientAgrees(LossCase one) {
        kinds(one).forEach(kind -> gradientAgrees(one, kind));
    }

    private static void gradientAgrees(LossCase one, Kind kind) {
        int batch = 3;
        for (int i = 0; i < batch * one.width(); i++) {
            Scored scored = new Scored(batch, one.width(), 0, kind);
            one.loss().apply(scored);
            double analytic = scored.gradient.data[i];
            double numeric = (4 * slope(one, scored, i, 0x1p-5f, 0x1p-5f) - slope(one, scored, i, 0x1p-4f, 0x1p-4f))
                    / 3;
            // a loss may have a kink within the step, as an absolute error has: then one side has no part of it
            double below = 2 * slope(one, scored, i, 0x1p-5f, 0) - slope(one, scored, i, 0x1p-4f, 0);
            double above = 2 * slope(one, scored, i, 0, 0x1p-5f) - slope(one, scored, i, 0, 0x1p-4f);
            if (!agree(analytic, numeric) && !agree(analytic, below) && !agree(analytic, above)) {
                throw subject(one).wrong("the gradient of score " + i % one.width() + " of example " + i / one.width()
                        + with(kind) + " is " + Subject.number(analytic)
                        + " but central differences of the mean loss give "
                        + Subject.number(numeric), "Check the derivative, and that it is divided by the batch");
            }
        }
    }

    /** The loss is a float computation of numbers around 1: 2⁻²⁴ over a step of 2⁻⁵, with some to spare. */
    private static boolean agree(double analytic, double numeric) {
        return Math.abs(analytic - numeric) <= 1e-3 * Math.max(Math.abs(analytic), Math.abs(numeric)) + 5e-5;
    }

    private static double slope(LossCase one, Scored scored, int index, float below, float above) {
        float middle = scored.scores.data[index];
        scored.scores.data[index] = middle + above;
        double right = one.loss().apply(scored);
        double distance = scored.scores.data[index];
        scored.scores.data[index] = middle - below;
        double left = one.loss().apply(scored);
        distance -= scored.scores.data[index];
        scored.scores.data[index] = middle;
        return (right - left) / distance / scored.batch;
    }

    static void staysFinite(LossCase one) {
        kinds(one).forEach(kind -> staysFinite(one, kind));
    }

    private static void staysFinite(LossCase one, Kind kind) {
        Scored scored = new Scored(4, one.width(), 0, kind);
        for (int i = 0; i < scored.scores.data.length; i++) {
            scored.scores.data[i] = i % 3 == 0 ? 1e4f : -1e4f;
        }
        double loss = one.loss().apply(scored);
        boolean finite = Double.isFinite(loss);
        for (float number : scored.gradient.data) {
            finite &= Float.isFinite(number);
        }
        if (!finite) {
            throw subject(one).wrong(
                    "scores of 10000 and -10000" + with(kind) + " give loss " + loss
                            + " or a gradient that is not finite",
                    "Subtract the greatest score before taking exponentials, and never take the logarithm of a "
                            + "probability that may be 0");
        }
    }

    static void ignoresKernels(LossCase one) {
        for (Kernels other : KernelSets.besideScalar()) {
            kinds(one).forEach(kind -> ignoresKernels(one, kind, other));
        }
    }

    private static void ignoresKernels(LossCase one, Kind kind, Kernels kernels) {
        Scored scalar = new Scored(7, one.width(), 0, kind);
        scalar.kernels = KernelSets.scalar();
        Scored other = new Scored(7, one.width(), 0, kind);
        other.kernels = kernels;
        if (one.loss().apply(scalar) != one.loss().apply(other)
                || !Arrays.equals(scalar.gradient.data, other.gradient.data)) {
            throw subject(one).wrong("it gives other bits on kernels " + kernels.id() + " than on "
                    + scalar.kernels.id(), "Do not ask which kernels there are; otherwise the kernels differ");
        }
    }

    static void activationTakesTheScores(LossCase one) {
        Layer activation = one.loss().activation();
        if (activation != null) {
            BoundLayer bound = BoundLayer.of(activation, Shape.vector(one.width()));
            if (!bound.output().equals(Shape.vector(one.width())) || !bound.params().isEmpty()) {
                throw subject(one).wrong("its activation " + activation + " gives " + bound.output() + " and has "
                        + bound.params().size() + " parameters",
                        "Return a layer without parameters that keeps the "
                                + "shape, or null where scores are predictions");
            }
        }
    }

    static void allocatesNothing(LossCase one) {
        Scored scored = new Scored(3, one.width(), 0, kinds(one).iterator().next());
        scored.kernels = KernelSets.scalar();
        double[] sum = new double[1];
        long bytes = Allocation.bytes(() -> sum[0] += one.loss().apply(scored));
        if (bytes > 0) {
            throw subject(one).wrong("apply allocates " + bytes + " bytes on every call",
                    "Use the gradient as the buffer; no new, no boxing, no streams");
        }
    }

    /** A batch of random scores and random targets of one kind. */
    private static final class Scored implements ScoredBatch {
        private final int batch;
        private final int width;
        private final Kind kind;
        private final Guarded scores;
        private final Guarded targets;
        private final Guarded gradient;
        private Kernels kernels = KernelSets.chosen();

        private Scored(int batch, int width, int guard, Kind kind) {
            this.batch = batch;
            this.width = width;
            this.kind = kind;
            scores = new Guarded("scores", batch * width, guard * width);
            targets = new Guarded("targets", batch * width, guard * width);
            gradient = new Guarded("gradient", batch * width, guard * width);
            for (int i = 0; i < batch * width; i++) {
                scores.data[i] = 4 * Rng.uniform(5, i) - 2;
            }
            RandomTargets.fill(kind, targets.data, batch, width);
        }

        private Scored only(int example) {
            Scored single = new Scored(1, width, 0, kind);
            System.arraycopy(scores.data, example * width, single.scores.data, 0, width);
            System.arraycopy(targets.data, example * width, single.targets.data, 0, width);
            return single;
        }

        @Override
        public int batch() {
            return batch;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public float[] scores() {
            return scores.data;
        }

        @Override
        public float[] predictions() {
            return scores.data;
        }

        @Override
        public float[] targets() {
            return targets.data;
        }

        @Override
        public float[] gradient() {
            return gradient.data;
        }

        @Override
        public Kernels kernels() {
            return kernels;
        }
    }
}
