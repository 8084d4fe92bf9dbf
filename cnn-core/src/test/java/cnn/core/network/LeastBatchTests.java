package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.layers.BatchNorm;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.kernel.ScalarKernels;
import org.junit.jupiter.api.Test;

class LeastBatchTests {
    private static final String NEEDS = "Layer 'batch-norm-1' BatchNorm[momentum=0.9, epsilon=1.0E-5] compares the "
            + "examples of a batch and needs 2 examples or more in each batch of training, but ";
    private static final Network NETWORK = Network.of(Shape.image(4, 4, 1), new Flatten(), Dense.of(3), BatchNorm.of(),
            new Relu(), Dense.of(2));

    @Test
    void refusesBatchesOfOne() {
        assertThatThrownBy(() -> NETWORK.checkBatches(30, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(NEEDS + "batches have 1 example. Set train.batch to 2, or leave the layer out.");
        assertThatThrownBy(() -> NETWORK.checkBatches(31, 1)).hasMessage(
                NEEDS + "batches have 1 example. Set train.batch to 4, or leave the layer out.");
    }

    @Test
    void refusesALastBatchOfOne() {
        assertThatThrownBy(() -> NETWORK.checkBatches(31, 15))
                .hasMessage(NEEDS + "31 examples in batches of 15 leave 1 "
                        + "for the last. Set train.batch to 16, or add or remove an example.");
        assertThatThrownBy(() -> NETWORK.checkBatches(3, 2)).hasMessage(NEEDS + "3 examples in batches of 2 leave 1 "
                + "for the last. Set train.batch to 3, or add or remove an example.");
    }

    @Test
    void refusesASingleExample() {
        assertThatThrownBy(() -> NETWORK.checkBatches(1, 32)).hasMessage(NEEDS + "was given 1 example. Add examples.");
    }

    @Test
    void takesAllOthers() {
        for (int examples = 2; examples < 60; examples++) {
            for (int batch = 2; batch < 70; batch++) {
                int last = (examples - 1) % Math.min(batch, examples) + 1;
                int given = examples;
                int size = batch;
                if (last > 1) {
                    assertThatCode(() -> NETWORK.checkBatches(given, size)).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> NETWORK.checkBatches(given, size)).hasMessageContaining("for the last");
                }
            }
        }
    }

    /** Feature maps have many values for each channel. */
    @Test
    void asksForNothingWhereAChannelHasSeveralPositions() {
        Network network = Network.of(Shape.image(4, 4, 2), BatchNorm.of(), new Flatten(), Dense.of(2));
        assertThat(network.leastBatch()).isEqualTo(1);
        assertThatCode(() -> network.checkBatches(1, 1)).doesNotThrowAnyException();
    }

    /** The layer takes the ReLU behind it along, and what it asks for stays. */
    @Test
    void aSessionRefusesItToo() {
        assertThat(Fusion.forTraining(NETWORK).leastBatch()).isEqualTo(2);
        try (Workers workers = new Workers(1)) {
            Session session = Session.forTraining(NETWORK, Weights.init(NETWORK, 1),
                    new Engine(new ScalarKernels(), workers), 4);
            assertThatThrownBy(() -> session.forward(1, true, 0)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("batch-norm-1").hasMessageEndingWith("was given 1 example. Add examples.");
            assertThatCode(() -> session.forward(1, false, 0)).doesNotThrowAnyException();
            assertThatCode(() -> session.forward(2, true, 0)).doesNotThrowAnyException();
        }
    }
}
