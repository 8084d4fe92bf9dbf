package cnn.testkit;

import cnn.api.data.Target;
import cnn.api.data.Target.Kind;
import cnn.api.train.Metric;
import cnn.api.train.Metric.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The clauses of {@link MetricContract}. */
final class MetricChecks {
    static final List<Check<Metric>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("says which targets it takes", MetricChecks::saysWhichTargetsItTakes),
            new Check<>("is no number before the first example", forEachKind(MetricChecks::startsEmpty)),
            new Check<>("does not depend on how examples fall into batches", forEachKind(MetricChecks::addsUp)),
            new Check<>("keeps counts that are under way at once apart", forEachKind(MetricChecks::keepsCountsApart)),
            new Check<>("changes nothing", forEachKind(MetricChecks::changesNothing)),
            new Check<>("holds right predictions for no worse than wrong ones", forEachKind(MetricChecks::tellsBetter)),
            new Check<>("goes on from its counts to the same bits", forEachKind(MetricChecks::goesOn)),
            new Check<>("refuses counts that are not its own", forEachKind(MetricChecks::refusesOtherCounts)),
            new Check<>("allocates nothing", forEachKind(MetricChecks::allocatesNothing)));

    /** More than the five guesses that a top-k may allow. */
    private static final int WIDTH = 7;
    private static final int EXAMPLES = 12;

    private MetricChecks() {
    }

    static Subject subject(Metric metric) {
        return new Subject("Metric " + metric);
    }

    private static Consumer<Metric> forEachKind(BiConsumer<Metric, Kind> check) {
        return metric -> new TreeSet<>(metric.targetKinds()).forEach(kind -> check.accept(metric, kind));
    }

    static void saysWhichTargetsItTakes(Metric one) {
        Set<Kind> kinds = one.targetKinds();
        if (kinds == null || kinds.isEmpty() || !kinds.equals(one.targetKinds())) {
            throw subject(one).wrong("targetKinds gives " + kinds + ", or something else when asked again",
                    "Name the kinds of target that it measures, always the same, at least one");
        }
    }

    private static Tally start(Metric one, Kind kind) {
        List<String> names = IntStream.range(0, WIDTH).mapToObj(Integer::toString).toList();
        Tally tally = one.start(new Target(Target.ONLY, kind, names));
        if (tally == null) {
            throw subject(one).wrong("start gives null for " + kind.words(), "Give a tally of its own for every pass");
        }
        return tally;
    }

    private static double value(Metric one, MetricBatch... batches) {
        Tally tally = start(one, batches[0].kind());
        for (MetricBatch batch : batches) {
            tally.add(batch);
        }
        return tally.value();
    }

    static void startsEmpty(Metric one, Kind kind) {
        double value = start(one, kind).value();
        if (!Double.isNaN(value)) {
            throw subject(one).wrong("it gives " + value + " before any example was added", "Give NaN: nothing was "
                    + "measured yet");
        }
    }

    static void addsUp(Metric one, Kind kind) {
        MetricBatch all = MetricBatch.random(kind, EXAMPLES, WIDTH);
        double whole = value(one, all);
        double parts = value(one, all.part(0, 1), all.part(1, 5), all.part(5, EXAMPLES));
        if (!(Math.abs(whole - parts) <= 1e-9 * Math.max(1, Math.abs(whole)))) {
            throw subject(one).wrong("it gives " + whole + " for 12 examples in one batch and " + parts
                    + " for the same in three", "Count examples, not batches: the last batch of an epoch is smaller");
        }
    }

    static void keepsCountsApart(Metric one, Kind kind) {
        MetricBatch all = MetricBatch.random(kind, EXAMPLES, WIDTH);
        double alone = value(one, all.part(0, 5));
        Tally first = start(one, kind);
        first.add(all.part(0, 5));
        Tally second = start(one, kind);
        second.add(all.part(5, EXAMPLES));
        if (Double.compare(first.value(), alone) != 0 || Double.compare(first.value(), first.value()) != 0) {
            throw subject(one).wrong(
                    "a count gives " + first.value() + " instead of " + alone + " once another has begun",
                    "Let start make a tally of its own, with nothing static or shared");
        }
    }

    static void changesNothing(Metric one, Kind kind) {
        MetricBatch batch = MetricBatch.random(kind, EXAMPLES, WIDTH);
        value(one, batch);
        MetricBatch same = MetricBatch.random(kind, EXAMPLES, WIDTH);
        if (!Arrays.equals(batch.scores(), same.scores()) || !Arrays.equals(batch.predictions(), same.predictions())
                || !Arrays.equals(batch.targets(), same.targets())) {
            throw subject(one).wrong("add changed scores, predictions or targets", "They are to be read only");
        }
    }

    static void tellsBetter(Metric one, Kind kind) {
        double right = value(one, MetricBatch.right(kind, EXAMPLES, WIDTH));
        double wrong = value(one, MetricBatch.wrong(kind, EXAMPLES, WIDTH));
        if (!(one.higherIsBetter() ? right >= wrong : right <= wrong)) {
            throw subject(one).wrong("it gives " + right + " where all predictions are right and " + wrong
                    + " where all are wrong, but higherIsBetter is " + one.higherIsBetter(),
                    "Let higherIsBetter say which way is up: the best epoch is chosen by it");
        }
    }

    static void goesOn(Metric one, Kind kind) {
        MetricBatch all = MetricBatch.random(kind, EXAMPLES, WIDTH);
        Tally first = start(one, kind);
        first.add(all.part(0, 5));
        double[] counts = first.counts();
        first.add(all.part(5, EXAMPLES));
        Tally second = start(one, kind);
        second.restore(counts.clone());
        second.add(all.part(5, EXAMPLES));
        if (Double.compare(first.value(), second.value()) != 0 || !Arrays.equals(first.counts(), second.counts())) {
            throw subject(one).wrong("it gives " + second.value() + " where it went on from its counts, instead of "
                    + first.value(),
                    "Let counts give all that was counted, and restore take it over: a run goes on from "
                            + "within an epoch");
        }
    }

    static void refusesOtherCounts(Metric one, Kind kind) {
        Tally tally = start(one, kind);
        double[] counts = tally.counts();
        try {
            tally.restore(Arrays.copyOf(counts, counts.length + 1));
        } catch (IllegalArgumentException e) {
            return;
        }
        throw subject(one).wrong(
                "restore takes " + (counts.length + 1) + " counts, where counts gives " + counts.length,
                "Throw an IllegalArgumentException that says what is expected: a checkpoint may be damaged");
    }

    static void allocatesNothing(Metric one, Kind kind) {
        MetricBatch batch = MetricBatch.random(kind, EXAMPLES, WIDTH);
        Tally tally = start(one, kind);
        long bytes = Allocation.bytes(() -> tally.add(batch));
        if (bytes > 0) {
            throw subject(one).wrong("add allocates " + bytes + " bytes on every call",
                    "Let start make all buffers; no new, no boxing, no streams in add: it is called after every step");
        }
    }
}
