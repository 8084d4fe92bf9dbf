package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Entry;
import cnn.api.layer.Param;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.OutputConfig;
import cnn.layers.Dense;
import cnn.layers.activation.Tanh;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectivesTests {
    private static final int BATCH = 5;

    /** A trunk with two heads, one of which is read by a layer as well. */
    private static Network network() {
        return new NetworkConfig(Shape.vector(6), List.of(Entry.of(Dense.of(4)), Entry.of(new Tanh())
                .name("trunk"), Entry.of(Dense.of(3)).name("labels"),
                Entry.of(Dense.of(2)).name("numbers")
                        .from("labels")),
                List.of("numbers", "labels")).build();
    }

    private static List<Objective> objectives(Network network, List<Target> targets) {
        Map<String, OutputConfig> outputs = new LinkedHashMap<>();
        outputs.put("numbers", OutputConfig.of("numbers", new MeanSquaredError()).weight(3));
        outputs.put("labels", OutputConfig.of("labels", BinaryCrossEntropy.of()).weight(0.5));
        return Objective.of(network, outputs, targets);
    }

    /** Central differences of the weighted sum of both losses, parameter by parameter. */
    @Test
    void theGradientIsThatOfTheWeightedSum() {
        List<Target> targets = List.of(Target.labels("a", "b", "c").name("labels"),
                Target.numbers("x", "y").name("numbers"));
        Network network = network();
        assertThat(network.output()).isEqualTo(Shape.vector(5));
        assertThat(network.outputs()).extracting(node -> node.name()).containsExactly("numbers", "labels");
        Weights weights = Weights.init(network, 9);
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Setup.KERNELS, workers);
            Session session = Session.forTraining(network, weights, engine, BATCH);
            Objectives objectives = new Objectives(objectives(network, targets), targets, engine, session.output(),
                    session.outputGradient());
            float[] known = new float[BATCH * 5];
            for (int i = 0; i < known.length; i++) {
                known[i] = i % 5 < 3 ? i % 2 : Rng.uniform(4, i) * 2 - 1;
            }
            for (int i = 0; i < BATCH * 6; i++) {
                session.input()[i] = Rng.uniform(3, i) * 2 - 1;
            }
            loss(session, objectives, known);
            session.backward();
            for (Param param : network.params()) {
                float[] values = weights.values(param);
                for (int i = 0; i < values.length; i++) {
                    float middle = values[i];
                    values[i] = middle + 0x1p-6f;
                    double above = loss(session, objectives, known);
                    values[i] = middle - 0x1p-6f;
                    double below = loss(session, objectives, known);
                    values[i] = middle;
                    loss(session, objectives, known);
                    session.backward();
                    // scores are floats around 1: 2^-24 over a step of 2^-6, with the step's square to spare
                    assertThat((double) session.gradient(param)[i]).as(param.name() + " " + i)
                            .isCloseTo((above - below) / 0x1p-5 / BATCH, within(1e-3));
                }
            }
            objectives.start();
            double sum = loss(session, objectives, known);
            objectives.count();
            Map<String, Double> values = objectives.values(Double.NaN, BATCH);
            assertThat(values).containsOnlyKeys("numbers/loss", "labels/loss");
            assertThat(3 * values.get("numbers/loss") + 0.5 * values.get("labels/loss")).isCloseTo(sum / BATCH,
                    within(1e-12));
        }
    }

    private static double loss(Session session, Objectives objectives, float[] targets) {
        session.weightsChanged();
        session.forward(BATCH, true, 1);
        return objectives.loss(BATCH, targets);
    }
}
