package cnn.testkit;

import cnn.api.train.Schedule;
import java.util.List;

/** The clauses of {@link ScheduleContract}. */
final class ScheduleChecks {
    static final List<Check<Schedule>> ALL = List.of(
            new Check<>("is a record with an id", one -> ComponentChecks.check(subject(one), one)),
            new Check<>("refuses what is no number", one -> OptionSweep.refusesWhatIsNoNumber(subject(one), one)),
            new Check<>("gives a finite factor of 0 or more for runs of any length", ScheduleChecks::givesSaneFactors),
            new Check<>("gives a finite factor of 0 or more whatever training has brought",
                    ScheduleChecks::takesAnyPast),
            new Check<>("gives the same factor every time", ScheduleChecks::givesTheSameFactor),
            new Check<>("allocates nothing", ScheduleChecks::allocatesNothing));

    /** Steps of an epoch and of the run: from a single step on. */
    private static final long[][] RUNS = {{1, 1}, {1, 2}, {7, 7}, {7, 70}, {1000, 3000}, {50_000, 5_000_000_000L}};

    private ScheduleChecks() {
    }

    static Subject subject(Schedule schedule) {
        return new Subject("Schedule " + schedule);
    }

    static void givesSaneFactors(Schedule one) {
        for (long[] run : RUNS) {
            boolean moves = false;
            for (int i = 0; i <= 100; i++) {
                long step = (run[1] - 1) * i / 100;
                double factor = one.factor(step, run[0], run[1]);
                if (!(factor >= 0) || Double.isInfinite(factor)) {
                    throw subject(one).wrong("it gives " + factor + " at step " + step + " of " + run[1] + ", with "
                            + Subject.count(run[0], "step") + " per epoch",
                            "Give a finite number of 0 or more at every step; check for a division by zero in short "
                                    + "runs");
                }
                moves |= factor > 0;
            }
            if (!moves) {
                throw subject(one).wrong(
                        "its factor is 0 in all of a run of " + Subject.count(run[1], "step") + " with "
                                + Subject.count(run[0], "step") + " per epoch, so that nothing would be learnt",
                        "Let some step have a factor above 0");
            }
        }
    }

    /** Epochs that brought better and better values, worse and worse, or none. */
    private record Epochs(int epochs, double slope, boolean higherIsBetter) implements Schedule.Past {
        @Override
        public double monitored(int epoch) {
            return 1 + slope * epoch;
        }
    }

    static void takesAnyPast(Schedule one) {
        for (double slope : new double[] {0.1, -0.1, 0, Double.NaN}) {
            for (int epochs = 0; epochs < 10; epochs++) {
                Epochs past = new Epochs(epochs, slope, epochs % 2 == 0);
                double factor = one.factor(7L * epochs, 7, 70, past);
                if (!(factor >= 0) || Double.isInfinite(factor)) {
                    throw subject(one).wrong("it gives " + factor + " at step " + 7 * epochs + " of 70 after " + past,
                            "Give a finite number of 0 or more; what is monitored may be NaN");
                }
                if (one.factor(7L * epochs, 7, 70, past) != factor) {
                    throw subject(one).wrong("it gives another factor when asked again after " + past,
                            "Compute it from the arguments alone: a record has no state");
                }
            }
        }
    }

    static void givesTheSameFactor(Schedule one) {
        double first = one.factor(3, 7, 70);
        for (long step = 69; step >= 0; step--) { // backwards: a resumed run starts anywhere
            one.factor(step, 7, 70);
        }
        if (one.factor(3, 7, 70) != first) {
            throw subject(one).wrong("it gives another factor when asked for step 3 of 70 again",
                    "Compute it from the arguments alone: a resumed run starts at any step");
        }
    }

    static void allocatesNothing(Schedule one) {
        double[] sum = new double[1];
        Epochs past = new Epochs(9, 0, false);
        long bytes = Allocation.bytes(() -> sum[0] += one.factor(3, 7, 70) + one.factor(3, 7, 70, past));
        if (bytes > 0) {
            throw subject(one).wrong("factor allocates " + bytes + " bytes on every call",
                    "Compute with primitives: no "
                            + "new, no boxing, no streams");
        }
    }
}
