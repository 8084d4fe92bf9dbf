package cnn.testkit;

import cnn.api.train.WeightAverage;
import java.util.List;

/** The clauses of {@link WeightAverageContract}. */
final class WeightAverageChecks {
    static final List<Check<WeightAverage>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("refuses what is no number", one -> OptionSweep.refusesWhatIsNoNumber(subject(one), one)),
            new Check<>("gives a share from 0 to 1 in runs of any length", WeightAverageChecks::givesSaneShares),
            new Check<>("gives the same share every time", WeightAverageChecks::givesTheSameShare),
            new Check<>("allocates nothing", WeightAverageChecks::allocatesNothing));

    /** Steps of an epoch and of the run: from a single step on. */
    private static final long[][] RUNS = {{1, 1}, {1, 2}, {7, 7}, {7, 70}, {1000, 3000}, {50_000, 5_000_000_000L}};

    private WeightAverageChecks() {
    }

    static Subject subject(WeightAverage average) {
        return new Subject("Weight average " + average);
    }

    static void givesSaneShares(WeightAverage one) {
        for (long[] run : RUNS) {
            boolean follows = false;
            for (int i = 0; i <= 100; i++) {
                long step = 1 + (run[1] - 1) * i / 100;
                double share = one.share(step, run[0], run[1]);
                if (!(share >= 0 && share <= 1)) {
                    throw subject(one).wrong("it gives " + share + " after step " + step + " of " + run[1] + ", with "
                            + Subject.count(run[0], "step") + " per epoch",
                            "Give a number from 0 to 1 after every step");
                }
                follows |= share > 0;
            }
            for (long step = run[0]; step <= run[1] && step <= 100 * run[0]; step += run[0]) {
                follows |= one.share(step, run[0], run[1]) > 0;
            }
            if (!follows) {
                throw subject(one).wrong("its share is 0 in all of a run of " + Subject.count(run[1], "step") + " with "
                        + Subject.count(run[0], "step") + " per epoch, so that the model would have the first weights",
                        "Let some step have a share above 0");
            }
        }
    }

    static void givesTheSameShare(WeightAverage one) {
        double first = one.share(7, 7, 70);
        for (long step = 70; step >= 1; step--) { // backwards: a resumed run starts anywhere
            one.share(step, 7, 70);
        }
        if (one.share(7, 7, 70) != first) {
            throw subject(one).wrong("it gives another share when asked for step 7 of 70 again",
                    "Compute it from the arguments alone: a resumed run starts at any step");
        }
    }

    static void allocatesNothing(WeightAverage one) {
        double[] sum = new double[1];
        long bytes = Allocation.bytes(() -> sum[0] += one.share(7, 7, 70));
        if (bytes > 0) {
            throw subject(one).wrong("share allocates " + bytes + " bytes on every call",
                    "Compute with primitives: no new, no boxing, no streams");
        }
    }
}
