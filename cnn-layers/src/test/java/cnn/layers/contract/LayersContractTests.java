package cnn.layers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.AveragePool2d;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LayersPlugin;
import cnn.layers.MaxPool2d;
import cnn.layers.Multiply;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Softmax;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.testkit.LayerCase;
import cnn.testkit.LayerContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Gradients, bits, threads, allocation and more of every layer. */
class LayersContractTests implements LayerContract {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        convolutions(cases);
        dense(cases);
        pooling(cases);
        dropping(cases);
        joining(cases);
        for (Layer activation : List.of(new Relu(), LeakyRelu.of(0.2), Elu.of(0.7), Selu.of(), new Selu(1.5, 2),
                Gelu.of(Gelu.Form.EXACT),
                Gelu.of(Gelu.Form.TANH), new Sigmoid(), new Tanh(), new Silu(), new Softplus(), HardSigmoid.of(),
                HardSigmoid.of(0.3, 0.4), new HardSwish(), new Softmax(), new LogSoftmax())) {
            cases.add(LayerCase.of(activation, AWKWARD));
            cases.add(LayerCase.of(activation, VECTOR).between(-8, 8));
        }
        return cases;
    }

    @Test
    void everyLayerHasACase() {
        Set<Class<?>> tested = cases().stream().map(one -> one.layer().getClass()).collect(Collectors.toSet());
        List<Class<? extends Record>> layers = new LayersPlugin().components().stream()
                .filter(Layer.class::isAssignableFrom).toList();
        assertThat(layers).isNotEmpty().allSatisfy(
                layer -> assertThat(tested).as("cases() must have one of each layer in LayersPlugin").contains(layer));
    }

    private static void convolutions(List<LayerCase> cases) {
        cases.add(LayerCase.of(Conv2d.of(4, 3), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(2, 1), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(5, 3).padding(Padding.SAME).stride(2), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(3, 2).padding(Padding.SAME_LOWER), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(3, new Size(5, 1)).padding(Padding.of(2, 0, 1, 3)), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(3, 2).dilation(2).stride(new Size(2, 1)), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(6, 3).groups(3).padding(Padding.SAME), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(4, 3).groups(2).bias(false), Shape.image(4, 6, 6)));
        cases.add(LayerCase.of(Conv2d.of(3, 3).groups(3).padding(Padding.of(2)).stride(3), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(33, 3), Shape.image(3, 3, 17)));
        cases.add(LayerCase.of(Conv2d.of(17, 3).padding(Padding.SAME), Shape.image(7, 5, 18)));
        cases.add(LayerCase.of(Conv2d.of(16, 3).padding(Padding.of(1, 0, 2, 1)).bias(false), Shape.image(5, 9, 16)));
        cases.add(LayerCase.of(Conv2d.of(81, 3), Shape.image(6, 6, 16)));
        cases.add(LayerCase.of(Conv2d.of(70, 3).padding(Padding.SAME), Shape.image(4, 5, 65)));
        cases.add(LayerCase.of(Conv2d.of(1, 7).padding(Padding.of(3)), Shape.image(1, 2, 1)));
        cases.add(LayerCase.of(Conv2d.of(2, 2).stride(3), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(4, 1).stride(2), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(17, 3).stride(new Size(2, 3)).dilation(new Size(1, 2)).padding(Padding.of(2)),
                AWKWARD));
        depthwise(cases);
    }

    private static void depthwise(List<LayerCase> cases) {
        cases.add(LayerCase.of(Conv2d.of(3, 3).groups(3).padding(Padding.of(1)), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(3, 3).groups(3).padding(Padding.of(1)).stride(2), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(17, 5).groups(17).padding(Padding.SAME), Shape.image(6, 7, 17)));
        cases.add(LayerCase.of(Conv2d.of(3, 2).groups(3).dilation(2).stride(new Size(3, 2)).bias(false), AWKWARD));
    }

    private static void dense(List<LayerCase> cases) {
        cases.add(LayerCase.of(Dense.of(1), Shape.vector(1)));
        cases.add(LayerCase.of(Dense.of(17), VECTOR));
        cases.add(LayerCase.of(Dense.of(33).bias(false), Shape.vector(65)));
    }

    private static void pooling(List<LayerCase> cases) {
        cases.add(LayerCase.of(MaxPool2d.of(2), AWKWARD));
        cases.add(LayerCase.of(MaxPool2d.of(3).stride(1).padding(Padding.SAME), AWKWARD));
        cases.add(LayerCase.of(MaxPool2d.of(new Size(2, 3)).stride(2).padding(Padding.of(1, 0, 0, 2)), AWKWARD));
        cases.add(LayerCase.of(MaxPool2d.of(2).dilation(2).stride(1), AWKWARD));
        cases.add(LayerCase.of(MaxPool2d.of(2).stride(3).roundUp(true), AWKWARD));
        cases.add(LayerCase.of(AveragePool2d.of(2), AWKWARD));
        cases.add(LayerCase.of(AveragePool2d.of(3).stride(2).padding(Padding.SAME_LOWER), AWKWARD));
        cases.add(LayerCase.of(AveragePool2d.of(3).stride(1).padding(Padding.of(1)).countPadding(true), AWKWARD));
        cases.add(LayerCase.of(AveragePool2d.of(2).stride(3).roundUp(true), AWKWARD));
        cases.add(LayerCase.of(AveragePool2d.of(new Size(2, 1)).dilation(3).stride(1), AWKWARD));
        cases.add(LayerCase.of(new GlobalAveragePool2d(), AWKWARD));
        cases.add(LayerCase.of(new GlobalAveragePool2d(), Shape.image(1, 1, 2)));
    }

    private static void dropping(List<LayerCase> cases) {
        cases.add(LayerCase.of(Dropout.of(0.3), AWKWARD).withChance());
        cases.add(LayerCase.of(Dropout.of(0.5), VECTOR).withChance());
        cases.add(LayerCase.of(Dropout.of(0), VECTOR));
        cases.add(LayerCase.of(SpatialDropout.of(0.4), AWKWARD).withChance());
    }

    private static void joining(List<LayerCase> cases) {
        cases.add(LayerCase.of(new Flatten(), AWKWARD));
        cases.add(LayerCase.of(BatchNorm.of(), AWKWARD));
        cases.add(LayerCase.of(BatchNorm.of().momentum(0.5).epsilon(0.01), VECTOR));
        cases.add(LayerCase.of(new Add(), AWKWARD, AWKWARD));
        cases.add(LayerCase.of(new Add(), VECTOR, VECTOR, VECTOR));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, AWKWARD));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.vector(3)));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.vector(3), AWKWARD, Shape.vector(3)));
        cases.add(LayerCase.of(new Multiply(), VECTOR, VECTOR, VECTOR));
        cases.add(LayerCase.of(new Concat(), AWKWARD, Shape.image(7, 5, 1), Shape.image(7, 5, 4)));
        cases.add(LayerCase.of(new Concat(), VECTOR, Shape.vector(2)));
    }
}
