package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.core.network.TestLayers.Linear;
import cnn.core.network.TestLayers.Square;
import cnn.core.network.TestLayers.Sum;
import cnn.core.network.TestLayers.View;
import cnn.layers.init.Constant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTests {
    @Test
    void chainsLayersAndCountsParameters() {
        Network network = Network.of(Shape.image(2, 3, 1), new View(), new Linear(4), new Square(), new Linear(2));
        assertThat(network.nodes()).extracting(Node::name).containsExactly("view-1", "linear-1", "square-1",
                "linear-2");
        assertThat(network.output()).isEqualTo(Shape.vector(2));
        assertThat(network.parameters()).isEqualTo(6 * 4 + 4 * 2);
        assertThat(network.multiplyAdds()).isEqualTo(6 * 4 + 4 * 2);
        assertThat(network.params()).extracting("name").containsExactly("linear-1/weights", "linear-2/weights");
    }

    @Test
    void appendsALayerWithoutChangingTheOthers() {
        Network network = Network.of(Shape.vector(3), new Linear(2));
        Network longer = network.with(new Square());
        assertThat(longer.nodes()).extracting(Node::name).containsExactly("linear-1", "square-1");
        assertThat(longer.params()).isEqualTo(network.params());
    }

    @Test
    void connectsLayersByName() {
        Network.Builder builder = Network.builder(Shape.vector(3));
        builder.add("a", new Linear(3));
        builder.addNamed("b", new Sum(), List.of("a", "input"));
        assertThat(builder.build().nodes().getLast().inputs()).containsExactly(0, Node.INPUT);
    }

    @Test
    void rejectionNamesLayerConfigurationAndShapes() {
        Network.Builder builder = Network.builder(Shape.image(40, 40, 1));
        assertThatThrownBy(() -> builder.add("head", new Linear(2))).isInstanceOf(ShapeException.class).hasMessage(
                """
                        Layer 'head' Linear[units=2] cannot take (40, 40, 1):
                        it takes at most 1000 numbers. Use a smaller image.""");
    }

    @Test
    void rejectsSeveralInputsForALayerOfOne() {
        Network.Builder builder = Network.builder(Shape.vector(3));
        Node a = builder.add("a", new Linear(3));
        Node b = builder.add("b", new Linear(3), a);
        assertThatThrownBy(() -> builder.add("c", new Square(), a, b)).hasMessage("""
                Layer 'c' Square[] cannot take (3) and (3):
                it takes one input but was given 2. Name one input, or put an add or concat layer before it.""");
    }

    @Test
    void rejectsALayerThatLeadsNowhere() {
        Network.Builder builder = Network.builder(Shape.vector(3));
        Node a = builder.add("a", new Linear(3));
        builder.add("b", new Linear(2), a);
        builder.add("c", new Linear(2), a);
        assertThatThrownBy(builder::build).hasMessage("Layer 'b' Linear[units=2] leads nowhere: no layer takes its "
                + "output, and it is not the last. Name it in another layer's inputs or as an output, or leave it out.");
    }

    @Test
    void rejectsUnknownSourcesAndTakenNames() {
        Network.Builder builder = Network.builder(Shape.vector(3));
        builder.add("a", new Linear(3));
        assertThatThrownBy(() -> builder.addNamed("b", new Square(), List.of("x"))).hasMessage(
                "Layer 'b' takes its input from 'x', but no layer before it has that name. Layers before it: input, a.");
        assertThatThrownBy(() -> builder.add("a", new Square()))
                .hasMessage("Layer name 'a' is already taken. Give layer Square[] another name.");
    }

    @Test
    void rejectsAnEmptyNetwork() {
        assertThatThrownBy(() -> Network.builder(Shape.vector(3)).build())
                .hasMessage("The network has no layers. Add at least one, for example a dense layer.");
    }

    @Test
    void weightsFollowFromTheSeed() {
        Network network = Network.of(Shape.vector(3), new Linear(4), new Linear(4));
        Weights weights = Weights.init(network, 7);
        assertThat(weights.values(network.params().get(0))).isEqualTo(Weights.init(network, 7).values(network.params()
                .get(0))).isNotEqualTo(Weights.init(network, 8).values(network.params().get(0)));
        assertThat(weights.values(network.params().get(1))).isNotEqualTo(weights.values(network.params().get(0)));
    }

    @Test
    void weightsMustFitTheNetwork() {
        Network small = Network.of(Shape.vector(3), new Linear(4));
        Network other = Network.of(Shape.vector(3), new Linear(5));
        Network longer = Network.of(Shape.vector(3), new Linear(4), new Linear(4));
        var tensors = Weights.init(small, 1).tensors();
        assertThat(Weights.of(small, tensors).tensors().get("linear-1/weights").data())
                .isEqualTo(tensors.get("linear-1/weights").data());
        assertThatThrownBy(() -> Weights.of(other, tensors))
                .hasMessage("Tensor 'linear-1/weights' has shape (3, 4) but the network needs (3, 5).");
        assertThatThrownBy(() -> Weights.of(longer, tensors)).hasMessage(
                "There is no tensor 'linear-2/weights' for the network. Given: linear-1/weights.");
        assertThatThrownBy(() -> Weights.of(small, Weights.init(longer, 1).tensors()))
                .hasMessage("The network has no parameters for these tensors: linear-2/weights.");
    }

    /** A layer with one parameter of this name. */
    record Single(String name) implements Layer {
        @Override
        public Bound bind(Binding in) {
            in.param(name, Shape.vector(1), new Constant(1));
            return Bound.view(in.input());
        }
    }

    @Test
    void parametersOfTwoLayersWithOneNameAreRefused() {
        Network.Builder builder = Network.builder(Shape.vector(2));
        builder.add("a/b", new Single("w"));
        assertThatThrownBy(() -> builder.add("a", new Single("b/w"))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith("its parameter would be called 'a/b/w', as that of another layer is. Give the "
                        + "layer a name without '/'.");
    }

    @Test
    void weightsHoldTheArraysThatTheyAreGiven() {
        Network network = Network.of(Shape.vector(3), new Linear(2));
        float[] array = new float[6];
        assertThat(Weights.holding(network, _ -> array).values(network.params().getFirst())).isSameAs(array);
        assertThatThrownBy(() -> Weights.holding(network, _ -> new float[5])).hasMessage(
                "Parameter 'linear-1/weights' was given 5 numbers but has the shape (3, 2). Give an array of 6.");
    }
}
