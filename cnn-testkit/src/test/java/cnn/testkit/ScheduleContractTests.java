package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.train.Schedule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleContractTests {
    enum Fault {
        NONE, DIVIDES_BY_ZERO, NEGATIVE, STANDS_STILL, COUNTS_CALLS, ALLOCATES
    }

    /** A straight line to 0, wrong in one way. */
    @Id("faulty-line")
    record FaultyLine(Fault fault) implements Schedule {
        private static int calls;

        @Override
        public double factor(long step, long stepsPerEpoch, long totalSteps) {
            calls++;
            double line = 1 - (double) step / totalSteps;
            return switch (fault) {
                case NONE -> line;
                case DIVIDES_BY_ZERO -> 1 - (double) step / (totalSteps - 1);
                case NEGATIVE -> line - 0.5;
                case STANDS_STILL -> 0;
                case COUNTS_CALLS -> calls;
                case ALLOCATES -> line + new long[1 + (calls & 1)].length;
            };
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectSchedule() {
        ScheduleContract contract = () -> List.of(new FaultyLine(Fault.NONE));
        return contract.keepsTheContractOfSchedules();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DIVIDES_BY_ZERO | finite | it gives NaN at step 0 of 1, with 1 step per epoch",
        "NEGATIVE | finite | it gives -0.",
        "STANDS_STILL | finite | so that nothing would be learnt",
        "COUNTS_CALLS | has brought | another factor when asked again after Epochs[epochs=0, slope=0.1",
        "NEGATIVE | has brought | it gives -0.",
        "COUNTS_CALLS | every time | another factor when asked for step 3 of 70 again",
        "ALLOCATES | allocates nothing | factor allocates"})
    void catches(Fault fault, String clause, String message) {
        Check<Schedule> check = ScheduleChecks.ALL.stream().filter(one -> one.fact().contains(clause)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyLine(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Schedule FaultyLine[fault=" + fault + "]:\n").hasMessageContaining(message);
    }
}
