package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.normalization.WeightStandardization;
import cnn.layers.optimizer.AdamW;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What runs for every batch allocates nothing, its checks included. */
@Isolated("what runs beside it keeps the JIT from getting to its code")
class AllocationTests {
    private static final int CALLS = 50;
    private static final int ROUNDS = 5000;

    private final Network network = Setup.network();
    private final Weights weights = Weights.init(network, 1);
    private final Engine engine = new Engine(Setup.KERNELS, new Workers(1));

    @Test
    void aSessionsForwardAllocatesNothing() {
        Session session = Session.forPrediction(network, weights, engine, 4);
        allocatesNothing(() -> session.forward(4, false, 0));
    }

    @Test
    void aPredictorsAnswerAllocatesNothing() {
        Predictor predictor = new Model(network, weights, Preprocessing.none(network.input()), List.of("a", "b"),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).predictor(engine);
        float[] pixels = new float[network.input().size()];
        float[] answer = new float[2];
        allocatesNothing(() -> predictor.predict(pixels, answer));
    }

    @Test
    void aTrainingStepAllocatesNothing() {
        TrainingStep step = new TrainingStep(network, weights, SoftmaxCrossEntropy.of(), AdamW.of(0.001), engine, 4);
        float[] targets = {1, 0, 0, 1, 1, 0, 0, 1};
        allocatesNothing(() -> step.run(4, targets, 1, 0.001, 7));
    }

    @Test
    void aStepOnStandardizedWeightsAllocatesNothing() {
        Network standardized = Network.of(network.input(), WeightStandardization.of(Conv2d.of(4, 3)), new Flatten(),
                WeightStandardization.of(Dense.of(2)));
        TrainingStep step = new TrainingStep(standardized, Weights.init(standardized, 1), SoftmaxCrossEntropy.of(),
                AdamW.of(0.001), engine, 4);
        float[] targets = {1, 0, 0, 1, 1, 0, 0, 1};
        allocatesNothing(() -> step.run(4, targets, 1, 0.001, 7));
    }

    /** In the best of some rounds: until the JIT has compiled a call, it may box what it later does not. */
    private static void allocatesNothing(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= CALLS * 16; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // one object in each call would be 16 bytes at least
        assertThat(least).isLessThan(CALLS * 16);
    }
}
