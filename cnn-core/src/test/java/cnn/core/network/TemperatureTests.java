package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.layers.kernel.ScalarKernels;
import cnn.testkit.LayerCase;
import cnn.testkit.LayerContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTests implements LayerContract {
    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(Temperature.of(1.75), Shape.vector(7)),
                LayerCase.of(Temperature.of(0.3), Shape.image(3, 5, 2)));
    }

    @Test
    void dividesWhatItIsGiven() {
        Network network = Network.of(Shape.vector(3), Temperature.of(4));
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, Weights.zeros(network),
                    new Engine(new ScalarKernels(), workers), 1);
            System.arraycopy(new float[] {8, -2, 0}, 0, session.input(), 0, 3);
            session.forward(1, false, 0);
            assertThat(session.output()).containsExactly(2, -0.5f, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1e-300, 1e-40})
    void refusesWhatIsNoTemperature(double value) {
        assertThatThrownBy(() -> Temperature.of(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Scores cannot be divided by a temperature of " + value + ": it must be a number above 0, "
                        + "neither too small nor too large for a float. Use 1 to leave them as they are.");
    }

    @Test
    void standsInPipelines() {
        assertThat(new RecordCodec(Registry.load()).decode(Layer.class,
                ConfigNode.yaml("t", "temperature: {value: 1.5}"))).isEqualTo(Temperature.of(1.5));
    }
}
