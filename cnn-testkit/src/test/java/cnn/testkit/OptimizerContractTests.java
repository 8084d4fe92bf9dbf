package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.train.Optimizer;
import cnn.api.train.Squares;
import cnn.api.train.Update;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerContractTests {
    enum Fault {
        NONE, WHOLE_ARRAY, STOPS_SHORT, OWN_RATE, ALWAYS_DECAYS, ASCENDS, ALLOCATES, MEMORY, SLOT_TOO_MANY, CHANGES_GRADIENT, RANGE_START, NO_RATE, DECAY_AS_A_SWITCH, SUM_TOO_MANY, SUMS_WHOLE, SUM_CHANGES_VALUES, SUM_CHANGES_SLOTS
    }

    /** Momentum with weight decay, wrong in one way. */
    @Id("faulty-momentum")
    record FaultyMomentum(Fault fault) implements Optimizer {
        private static int calls;

        @Override
        public double learningRate() {
            return fault == Fault.NO_RATE ? Double.NaN : 0.05;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public int sums() {
            return 1;
        }

        @Override
        public void sum(Update update, double[] sums) {
            boolean whole = fault == Fault.SUMS_WHOLE;
            sums[0] += Squares.sum(update.gradient(), whole ? 0 : update.from(),
                    whole ? update.gradient().length : update.to());
            if (fault == Fault.SUM_CHANGES_VALUES) {
                update.values()[update.from()] += 1;
            }
            if (fault == Fault.SUM_CHANGES_SLOTS) {
                update.slot(0)[0] += 1;
            }
        }

        @Override
        public void update(Update update) {
            calls++;
            float rate = (float) (fault == Fault.OWN_RATE ? learningRate() : update.learningRate());
            if (fault == Fault.ALLOCATES) {
                rate += new float[1 + (calls & 1)][0].length;
            }
            float decay = fault == Fault.ALWAYS_DECAYS || fault == Fault.DECAY_AS_A_SWITCH && update.decay() > 0
                    ? 0.01f
                    : 0.01f * (float) update.decay();
            float[] velocity = update.slot(fault == Fault.SLOT_TOO_MANY ? 1 : 0);
            int from = fault == Fault.WHOLE_ARRAY ? 0 : update.from();
            int to = update.to() - (fault == Fault.STOPS_SHORT ? 1 : 0);
            for (int i = from; i < to; i++) {
                float gradient = update.gradient()[i] * (fault == Fault.ASCENDS ? -1 : 1);
                if (fault == Fault.CHANGES_GRADIENT) {
                    update.gradient()[i] = 0;
                }
                velocity[i] = 0.9f * velocity[i] + gradient + (fault == Fault.MEMORY ? calls : 0)
                        + (fault == Fault.RANGE_START ? i - update.from() : 0);
                double sum = update.sum(fault == Fault.SUM_TOO_MANY ? 1 : 0);
                update.values()[i] -= rate * (velocity[i] + decay * update.values()[i]) / (float) (1 + 1e-6 * sum);
            }
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectOptimizer() {
        OptimizerContract contract = () -> List.of(new FaultyMomentum(Fault.NONE));
        return contract.keepsTheContractOfOptimizers();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "WHOLE_ARRAY | only its range | asked for elements 5 to 19 it also changed element 0",
        "STOPS_SHORT | only its range | asked for elements 5 to 19 it left element 19 as it was",
        "CHANGES_GRADIENT | only its range | it changed the gradient",
        "RANGE_START | in ranges | differs when updated in ranges instead of at once",
        "OWN_RATE | learning rate 0 | at update.learningRate() 0 it changed element 0",
        "ALWAYS_DECAYS | does not decay | with gradient 0 and update.decay() 0 it changed element 0",
        "DECAY_AS_A_SWITCH | as a factor | with update.decay() 0.5 it does the same as with 1",
        "SUM_TOO_MANY | only its range | it asks for sum 1 but sums() gives 1",
        "SUMS_WHOLE | sums the same | over all elements but",
        "SUM_CHANGES_VALUES | only its range | sum changed the parameter's values",
        "SUM_CHANGES_SLOTS | sums the same | element 0 differs when summed in ranges instead of at once",
        "ASCENDS | quadratic | 200 steps on a quadratic bowl took the loss from",
        "MEMORY | every time | differs when updated a second time from the same start",
        "SLOT_TOO_MANY | only its range | it asks for slot 1 but slots() gives 1",
        "NO_RATE | has a learning rate | its learning rate is NaN",
        "ALLOCATES | allocates nothing | update allocates"})
    void catches(Fault fault, String clause, String message) {
        Check<Optimizer> check = OptimizerChecks.ALL.stream().filter(one -> one.fact().contains(clause)).findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> check.body().accept(new FaultyMomentum(fault))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Optimizer FaultyMomentum[fault=" + fault + "]:\n")
                .hasMessageContaining(message);
        assertThat(fault).isNotEqualTo(Fault.NONE);
    }
}
