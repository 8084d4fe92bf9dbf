package cnn.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.api.train.ScoredBatch;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossContractTests {
    enum Fault {
        NONE, MEAN, SUMMED_GRADIENT, WRONG_GRADIENT, ADDS, CHANGES_SCORES, PAST_END, NO_CHECK, OVERFLOWS, ALLOCATES, SHRINKING_ACTIVATION
    }

    /** Σ (score − target)², wrong in one way. */
    @Id("faulty-squares")
    record FaultySquares(Fault fault) implements Loss {
        @Override
        public @Nullable Layer activation() {
            return fault == Fault.SHRINKING_ACTIVATION ? new Half() : null;
        }

        @Override
        public void check(Shape scores, Shape targets) {
            if (!scores.equals(targets) && fault != Fault.NO_CHECK) {
                throw new IllegalArgumentException("Scores " + scores + " and targets " + targets + " differ.");
            }
        }

        @Override
        public double apply(ScoredBatch batch) {
            float[] gradient = batch.gradient();
            int count = batch.batch() * batch.width();
            int divisor = fault == Fault.SUMMED_GRADIENT ? 1 : batch.batch();
            int end = fault == Fault.PAST_END ? gradient.length : count;
            double sum = fault == Fault.ALLOCATES ? 0 * new float[count].length : 0;
            for (int i = 0; i < end; i++) {
                float difference = batch.scores()[i] - batch.targets()[i];
                sum += difference * difference;
                gradient[i] = (fault == Fault.WRONG_GRADIENT ? 1 : 2) * difference / divisor
                        + (fault == Fault.ADDS ? gradient[i] : 0);
                if (fault == Fault.CHANGES_SCORES) {
                    batch.scores()[i] = 0;
                }
            }
            if (fault == Fault.OVERFLOWS) {
                sum += (float) Math.exp(batch.scores()[0]) - (float) Math.exp(batch.scores()[0]);
            }
            return fault == Fault.MEAN ? sum / batch.batch() : sum;
        }
    }

    @Id("half")
    record Half() implements Layer {
        @Override
        public cnn.api.layer.Bound bind(cnn.api.layer.Binding in) {
            return cnn.api.layer.Bound.of(Shape.vector(1), new cnn.api.layer.Op() {
                @Override
                public void forward(cnn.api.layer.Forward pass) {
                    pass.output()[0] = 0;
                }

                @Override
                public void backward(cnn.api.layer.Backward pass) {
                    pass.inputGradient()[0] = 0;
                }
            });
        }
    }

    @TestFactory
    Stream<? extends DynamicNode> acceptsACorrectLoss() {
        LossContract contract = () -> List.of(LossCase.of(new FaultySquares(Fault.NONE), 5),
                LossCase.of(new FaultySquares(Fault.NONE), 1));
        return contract.keepsTheContractOfLosses();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MEAN | returns the sum | Return the sum of the examples' losses, not their mean",
        "SUMMED_GRADIENT | returns the sum | Give the gradient of the batch's mean loss",
        "WRONG_GRADIENT | central | the gradient of score 0 of example 0 is",
        "ADDS | overwrites | numbers of the gradient unwritten, or made them from numbers that nobody wrote",
        "CHANGES_SCORES | overwrites | apply changed the scores or the targets",
        "PAST_END | overwrites | apply wrote past the end of the gradient",
        "NO_CHECK | one shape | check accepts 5 scores with 6 targets",
        "OVERFLOWS | finite | scores of 10000 and -10000 give loss NaN",
        "SHRINKING_ACTIVATION | activation | its activation Half[] gives (1)",
        "ALLOCATES | allocates nothing | apply allocates"})
    void catches(Fault fault, String clause, String message) {
        Check<LossCase> check = LossChecks.ALL.stream().filter(one -> one.fact().contains(clause)).findFirst()
                .orElseThrow();
        LossCase faulty = LossCase.of(new FaultySquares(fault), 5);
        assertThatThrownBy(() -> check.body().accept(faulty)).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Loss FaultySquares[fault=" + fault + "] on 5 scores:\n")
                .hasMessageContaining(message);
    }
}
