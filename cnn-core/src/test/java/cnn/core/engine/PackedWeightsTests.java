package cnn.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Forward;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.init.Constant;
import cnn.layers.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedWeightsTests {
    /** Its output is its weight, doubled where it is packed. */
    record Doubled(List<Kernels> given) implements Layer {
        @Override
        public Bound bind(Binding in) {
            Param weight = in.param("weight", Shape.vector(1), new Constant(3));
            FloatSlot packed = in.packed(1, (values, kernels, to) -> {
                given.add(kernels);
                to[0] = 2 * values.of(weight)[0];
            });
            return Bound.of(in.input(), new Op() {
                @Override
                public void forward(Forward pass) {
                    pass.output()[0] = pass.floats(packed)[0];
                }

                @Override
                public void backward(Backward pass) {
                    pass.gradient(weight)[0] = 2;
                }
            });
        }
    }

    @Test
    void packersGetTheKernelsOfTheRun() {
        List<Kernels> given = new ArrayList<>();
        Network network = Network.of(Shape.vector(1), new Doubled(given));
        Kernels kernels = new ScalarKernels();
        try (Workers workers = new Workers(1)) {
            Weights weights = Weights.init(network, 1);
            Session session = Session.forTraining(network, weights, new Engine(kernels, workers), 1);
            session.forward(1, true, 0);
            assertThat(session.output()[0]).isEqualTo(6);
            weights.values(network.params().getFirst())[0] = 4;
            session.stepped();
            session.forward(1, true, 0);
            assertThat(session.output()[0]).isEqualTo(8);
            assertThat(given).containsExactly(kernels, kernels);
        }
    }
}
