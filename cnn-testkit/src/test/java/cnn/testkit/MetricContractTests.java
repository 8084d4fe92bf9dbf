package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.data.Target;
import cnn.api.train.Metric;
import cnn.api.train.ScoredBatch;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricContractTests {
    enum Fault {
        NONE, NO_KINDS, STARTS_AT_ZERO, COUNTS_BATCHES, SHARED, CHANGES, UPSIDE_DOWN, FORGETS, TAKES_ALL, ALLOCATES, NO_TALLY
    }

    /** Mean distance of predictions from targets, wrong in one way. */
    @Id("faulty-distance")
    record FaultyDistance(Fault fault) implements Metric {
        private static double shared;

        @Override
        public Set<Target.Kind> targetKinds() {
            return fault == Fault.NO_KINDS ? Set.of() : EnumSet.allOf(Target.Kind.class);
        }

        @Override
        public boolean higherIsBetter() {
            return fault == Fault.UPSIDE_DOWN;
        }

        @Override
        public Tally start(int width) {
            shared = 0;
            return fault == Fault.NO_TALLY ? null : new Tally() {
                private double sum;
                private double examples;

                @Override
                public void add(ScoredBatch batch) {
                    double before = sum;
                    for (int i = 0; i < batch.batch() * width; i++) {
                        sum += Math.abs(batch.predictions()[i] - (double) batch.targets()[i]);
                    }
                    shared += sum - before;
                    examples += fault == Fault.COUNTS_BATCHES ? 1 : batch.batch();
                    if (fault == Fault.CHANGES) {
                        batch.targets()[0] = 7;
                    }
                    if (fault == Fault.ALLOCATES) {
                        sum += 0 * new float[batch.batch() + 1].length;
                    }
                }

                @Override
                public double value() {
                    if (fault == Fault.STARTS_AT_ZERO && examples == 0) {
                        return 0;
                    }
                    return (fault == Fault.SHARED ? shared : sum) / examples;
                }

                @Override
                public double[] counts() {
                    return fault == Fault.FORGETS ? new double[] {0, examples} : new double[] {sum, examples};
                }

                @Override
                public void restore(double[] counts) {
                    if (counts.length != 2 && fault != Fault.TAKES_ALL) {
                        throw new IllegalArgumentException("There are " + counts.length + " counts, not 2.");
                    }
                    sum = counts[0];
                    examples = counts[1];
                    shared = sum;
                }
            };
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectMetric() {
        MetricContract contract = () -> List.of(new FaultyDistance(Fault.NONE));
        return contract.keepsTheContractOfMetrics();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "NO_KINDS | says which | targetKinds gives []",
        "STARTS_AT_ZERO | before the first | it gives 0.0 before any example was added. Give NaN",
        "COUNTS_BATCHES | fall into batches | Count examples, not batches",
        "SHARED | apart | once another has begun. Let start make a tally of its own",
        "CHANGES | changes nothing | add changed scores, predictions or targets",
        "UPSIDE_DOWN | no worse | but higherIsBetter is true",
        "FORGETS | goes on | where it went on from its counts",
        "TAKES_ALL | refuses | restore takes 3 counts, where counts gives 2",
        "NO_TALLY | before the first | start gives null for a class. Give a tally of its own for every pass",
        "ALLOCATES | allocates nothing | add allocates"})
    void catches(Fault fault, String clause, String message) {
        Check<Metric> check = MetricChecks.ALL.stream().filter(one -> one.fact().contains(clause)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyDistance(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Metric FaultyDistance[fault=" + fault + "]:\n").hasMessageContaining(message);
    }
}
