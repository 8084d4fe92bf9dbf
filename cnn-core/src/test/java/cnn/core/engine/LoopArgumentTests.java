package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.init.Constant;
import cnn.layers.kernel.ScalarKernels;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a parallel loop hands to its tasks. */
class LoopArgumentTests {
    private static final int SIZE = 60;
    private static final int CHUNK = 20;

    /** Goes through its numbers in chunks, a loop for each: number i becomes i + 1, of whatever input. */
    record Chunks(long work) implements Layer {
        @Override
        public Bound bind(Binding in) {
            Param weights = in.param("weights", in.input(), new Constant(0));
            return Bound.of(in.input(), new ChunksOp(work, weights));
        }
    }

    private static final class ChunksOp implements Op {
        private final long work;
        private final Param weights;
        private final Forward.Body number = this::number;
        private final Forward.Body twice = this::twice;
        private final ForwardTask none = (pass, index) -> pass.output()[0] += index;
        private final Backward.Body numberBack = this::numberBack;

        ChunksOp(long work, Param weights) {
            this.work = work;
            this.weights = weights;
        }

        @Override
        public void forward(Forward pass) {
            for (int first = 0; first < SIZE; first += CHUNK) {
                pass.run(CHUNK, work, first, number);
            }
            pass.run(CHUNK, work, 1000, twice);
            pass.run(1, work, none);
        }

        private void number(Forward pass, int index, int first) {
            pass.output()[first + index] = first + index + 1;
        }

        /** A loop within a task has an argument of its own, and leaves the others theirs. */
        private void twice(Forward pass, int index, int argument) {
            pass.run(1, work, index, (part, zero, outer) -> part.output()[outer] += 0);
            pass.output()[index] += argument;
        }

        @Override
        public void backward(Backward pass) {
            for (int first = 0; first < SIZE; first += CHUNK) {
                pass.run(CHUNK, work, first, numberBack);
            }
        }

        private void numberBack(Backward pass, int index, int first) {
            pass.gradient(weights)[first + index] = first + index + 1;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 1", "3, 1000000000"})
    void everyTaskIsHandedTheArgumentOfItsLoop(int threads, long work) {
        Network network = Network.of(Shape.vector(SIZE), new Chunks(work));
        try (Workers workers = new Workers(threads)) {
            Session session = Session.forTraining(network, Weights.init(network, 1),
                    new Engine(new ScalarKernels(), workers), 1);
            float[] numbers = new float[SIZE];
            for (int i = 0; i < SIZE; i++) {
                numbers[i] = i + 1;
            }
            float[] output = numbers.clone();
            for (int i = 0; i < CHUNK; i++) {
                output[i] += 1000;
            }
            for (int time = 0; time < 50; time++) {
                session.forward(1, true, 0);
                assertThat(Arrays.copyOf(session.output(), SIZE)).isEqualTo(output);
                session.backward();
                assertThat(session.gradient(network.params().getFirst())).isEqualTo(numbers);
            }
        }
    }
}
