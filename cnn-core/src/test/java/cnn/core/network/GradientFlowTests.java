package cnn.core.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.Add;
import cnn.layers.Dense;
import cnn.layers.Multiply;
import cnn.layers.activation.Unary;
import cnn.layers.activation.UnaryFunction;
import cnn.layers.arithmetic.Choice;
import cnn.layers.arithmetic.Comparison;
import org.junit.jupiter.api.Test;

class GradientFlowTests {
    private static Network.Builder network() {
        return Network.builder(Shape.vector(4));
    }

    @Test
    void whatLeadsToTheOutputThroughStepsAloneCannotLearn() {
        var net = network();
        net.add("first", Dense.of(3));
        Node second = net.add("second", Dense.of(3));
        Node third = net.add("third", Dense.of(3), second);
        net.add("above", Comparison.of(Comparison.Test.GREATER), second, third);
        net.add("scores", Dense.of(2));
        Network network = net.build();
        assertThatThrownBy(() -> GradientFlow.of(network).requireAllLearn())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layers 'first', 'second', 'third' cannot learn: they lead to the output through 'above' "
                        + "Comparison[test=GREATER] alone, where the gradient is 0 whatever comes. Freeze them, "
                        + "train.groups: [{match: 'first/**', frozen: true}, {match: 'second/**', frozen: true}, {match: 'third/**', "
                        + "frozen: true}], or leave them out.");
        Network frozen = network.freeze(param -> !param.name().startsWith("scores"));
        assertThatCode(() -> GradientFlow.of(frozen).requireAllLearn()).doesNotThrowAnyException();
    }

    @Test
    void everyWayThatIsCutIsNamed() {
        var net = network();
        Node dense = net.add("dense", Dense.of(4));
        Node floor = net.add("floor", Unary.of(UnaryFunction.FLOOR), dense);
        Node sign = net.add("sign", Unary.of(UnaryFunction.SIGN), dense);
        net.add("sum", new Add(), floor, sign);
        net.add("scores", Dense.of(2));
        assertThatThrownBy(() -> GradientFlow.of(net.build()).requireAllLearn())
                .hasMessageStartingWith("Layer 'dense' cannot learn: it leads to the output through 'floor' "
                        + "Unary[function=FLOOR], 'sign' Unary[function=SIGN] alone,");
    }

    @Test
    void oneWayIsEnough() {
        var net = network();
        Node values = net.add("values", Dense.of(4));
        Node other = net.add("other", Dense.of(4), values);
        Node mask = net.add("mask", Comparison.of(Comparison.Test.LESS), values, other);
        Node masked = net.add("masked", new Multiply(), values, mask);
        net.add("chosen", new Choice(), mask, masked, other);
        assertThatCode(() -> GradientFlow.of(net.build()).requireAllLearn()).doesNotThrowAnyException();
    }
}
