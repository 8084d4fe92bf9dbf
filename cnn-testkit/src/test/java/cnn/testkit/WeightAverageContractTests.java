package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.train.WeightAverage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightAverageContractTests {
    enum Fault {
        NONE, DIVIDES_BY_ZERO, TOO_FAR, STANDS_STILL, COUNTS_CALLS, ALLOCATES
    }

    /** The plain mean of all weights so far, wrong in one way. */
    @Id("faulty-mean")
    record FaultyMean(Fault fault) implements WeightAverage {
        private static int calls;

        @Override
        public double share(long step, long stepsPerEpoch, long totalSteps) {
            calls++;
            double mean = 1.0 / step;
            return switch (fault) {
                case NONE -> mean;
                case DIVIDES_BY_ZERO -> 0.0 / (step - 1);
                case TOO_FAR -> 2 * mean;
                case STANDS_STILL -> 0;
                case COUNTS_CALLS -> 1.0 / calls;
                case ALLOCATES -> mean / new long[1 + (calls & 1)].length;
            };
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectAverage() {
        WeightAverageContract contract = () -> List.of(new FaultyMean(Fault.NONE));
        return contract.keepsTheContractOfWeightAverages();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DIVIDES_BY_ZERO | from 0 to 1 | it gives NaN after step 1 of 1, with 1 step per epoch",
        "TOO_FAR | from 0 to 1 | it gives 2.0 after step 1 of 1",
        "STANDS_STILL | from 0 to 1 | so that the model would have the first weights",
        "COUNTS_CALLS | every time | another share when asked for step 7 of 70 again",
        "ALLOCATES | allocates nothing | share allocates"})
    void catches(Fault fault, String clause, String message) {
        Check<WeightAverage> check = WeightAverageChecks.ALL.stream().filter(one -> one.fact().contains(clause))
                .findFirst().orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyMean(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Weight average FaultyMean[fault=" + fault + "]:\n")
                .hasMessageContaining(message);
    }
}
