package cnn.layers.contract;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.layers.Add;
import cnn.layers.AveragePool2d;
import cnn.layers.AveragePool3d;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.ConvTranspose2d;
import cnn.layers.ConvTranspose3d;
import cnn.layers.DeformConv2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LayersPlugin;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.MaxPool3d;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
import cnn.layers.Padding3d;
import cnn.layers.Padding;
import cnn.layers.Size3d;
import cnn.layers.Size;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.ActivationPlugin;
import cnn.layers.activation.Celu;
import cnn.layers.activation.Clip;
import cnn.layers.activation.ConstantPower;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.Hardmax;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Relu6;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Shrink;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Softmax;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.layers.activation.ThresholdedRelu;
import cnn.layers.activation.Unary;
import cnn.layers.activation.UnaryFunction;
import cnn.testkit.LayerCase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Gradients, bits, threads, allocation and more of every layer. */
@Execution(ExecutionMode.CONCURRENT)
class LayersContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        List<LayerCase> cases = new ArrayList<>();
        convolutions(cases);
        transposed(cases);
        deformed(cases);
        dense(cases);
        pooling(cases);
        dropping(cases);
        joining(cases);
        for (Layer activation : List.of(new Relu(), LeakyRelu.of(0.2), Elu.of(0.7), Selu.of(), new Selu(1.5, 2),
                Gelu.of(Gelu.Form.EXACT),
                Gelu.of(Gelu.Form.TANH), new Sigmoid(), new Tanh(), new Silu(), new Softplus(), HardSigmoid.of(),
                HardSigmoid.of(0.3, 0.4), new HardSwish(), new Softmax(), new LogSoftmax(), new Relu6(), Prelu.of(),
                Prelu.of().slope(-0.5), new Mish(), Celu.of(0.7), Clip.of(-1.2, 0.9), ThresholdedRelu.of(0.5),
                ThresholdedRelu.of(-0.5), Shrink.of(0.4, 0.2), ConstantPower.of(2), ConstantPower.of(3),
                new Hardmax())) {
            cases.add(LayerCase.of(activation, AWKWARD));
            cases.add(LayerCase.of(activation, VECTOR).between(-8, 8));
        }
        for (double exponent : new double[] {0.5, -1, 1.7, -2}) {
            cases.add(LayerCase.of(ConstantPower.of(exponent), AWKWARD).between(0.5f, 3));
        }
        for (UnaryFunction function : UnaryFunction.values()) {
            cases.add(defined(function, LayerCase.of(Unary.of(function), AWKWARD)));
        }
        return cases;
    }

    private static void deformed(List<LayerCase> cases) {
        Shape image = Shape.image(5, 4, 6);
        cases.add(LayerCase.of(DeformConv2d.of(4, new Size(2, 3)).groups(2).offsetGroups(3), image,
                Shape.image(4, 2, 36)));
        cases.add(LayerCase.of(DeformConv2d.of(3, 2).padding(Padding.of(1, 0, 1, 2)).stride(2).dilation(2).bias(false),
                image, Shape.image(3, 2, 8), Shape.image(3, 2, 4)));
    }

    /** With inputs that a function is defined and smooth for. */
    private static LayerCase defined(UnaryFunction function, LayerCase one) {
        return switch (function) {
            case SQRT, LOG, RECIPROCAL -> one.between(0.5f, 3);
            case ASIN, ACOS, ATANH -> one.between(-0.8f, 0.8f);
            case TAN -> one.between(-1.2f, 1.2f);
            case ACOSH -> one.between(1.5f, 4);
            case SIN, COS -> one.between(-9, 9);
            default -> one;
        };
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new LayersPlugin(), cases());
        Coverage.everyLayerHasACase(new ActivationPlugin(), cases());
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
        cases.add(LayerCase.of(Conv1d.of(4, 3).padding(Padding.SAME), Shape.of(9, 3)));
        cases.add(LayerCase.of(Conv1d.of(6, 2).groups(3).stride(2).dilation(2).bias(false), Shape.of(12, 3)));
        depthwise(cases);
        volumes(cases);
    }

    private static void volumes(List<LayerCase> cases) {
        Shape volume = Shape.of(3, 5, 4, 3);
        cases.add(LayerCase.of(Conv3d.of(4, 3).padding(Padding3d.SAME), volume));
        cases.add(LayerCase.of(Conv3d.of(6, new Size3d(2, 1, 2)).groups(3).stride(2).dilation(new Size3d(1, 2, 2))
                .bias(false), volume));
        cases.add(LayerCase.of(Conv3d.of(35, new Size3d(1, 3, 2)).stride(new Size3d(2, 1, 3))
                .padding(Padding3d.of(1, 0, 2, 0, 1, 0)), volume));
        cases.add(LayerCase.of(ConvTranspose3d.of(4, 2).stride(2), Shape.of(2, 3, 2, 3)));
        cases.add(LayerCase.of(ConvTranspose3d.of(6, new Size3d(2, 1, 3)).groups(3).stride(new Size3d(1, 2, 2))
                .padding(Padding3d.of(1, 0, 1, 0, 0, 2)).outputSize(new Size3d(3, 6, 9)).bias(false), volume));
        cases.add(LayerCase.of(ConvTranspose3d.of(2, 3).dilation(new Size3d(1, 2, 1)).padding(Padding3d.SAME), volume));
        cases.add(LayerCase.of(MaxPool3d.of(2).stride(1).padding(Padding3d.SAME), volume));
        cases.add(LayerCase.of(MaxPool3d.of(new Size3d(2, 3, 2)).dilation(new Size3d(2, 1, 1)).roundUp(true), volume));
        cases.add(LayerCase.of(AveragePool3d.of(2), volume));
        cases.add(LayerCase.of(AveragePool3d.of(3).stride(2).padding(Padding3d.of(1)).roundUp(true).countPadding(true),
                volume));
    }

    private static void depthwise(List<LayerCase> cases) {
        cases.add(LayerCase.of(Conv2d.of(3, 3).groups(3).padding(Padding.of(1)), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(3, 3).groups(3).padding(Padding.of(1)).stride(2), AWKWARD));
        cases.add(LayerCase.of(Conv2d.of(17, 5).groups(17).padding(Padding.SAME), Shape.image(6, 7, 17)));
        cases.add(LayerCase.of(Conv2d.of(3, 2).groups(3).dilation(2).stride(new Size(3, 2)).bias(false), AWKWARD));
        cases.add(LayerCase.of(DepthwiseConv2d.of(3).padding(Padding.SAME), AWKWARD));
        cases.add(LayerCase.of(DepthwiseConv2d.of(new Size(2, 3)).multiplier(2).stride(2).bias(false), AWKWARD));
    }

    private static void transposed(List<LayerCase> cases) {
        cases.add(LayerCase.of(ConvTranspose2d.of(4, 3), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(2, 1), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(2, 1).stride(2).bias(false), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(5, 3).stride(2).padding(Padding.of(1)).outputPadding(1), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(3, new Size(2, 4)).stride(new Size(3, 2)).padding(Padding.SAME),
                AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(2, 3).stride(3).dilation(2).padding(Padding.SAME_LOWER), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(6, 3).groups(3).stride(2), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(3, 3).groups(3).padding(Padding.of(2, 0, 1, 1)), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(4, 3).groups(4).stride(2).bias(false), Shape.image(3, 4, 4)));
        cases.add(LayerCase.of(ConvTranspose2d.of(17, 3).padding(Padding.SAME), Shape.image(5, 6, 16)));
        cases.add(LayerCase.of(ConvTranspose2d.of(2, 2).stride(5), Shape.image(1, 3, 2)));
        cases.add(LayerCase.of(ConvTranspose2d.of(3, 3).stride(new Size(3, 2)).outputSize(new Size(22, 12)), AWKWARD));
        cases.add(LayerCase.of(ConvTranspose2d.of(3, 3).stride(2).padding(Padding.SAME).outputSize(new Size(9, 11)),
                AWKWARD));
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
        cases.add(LayerCase.of(LpPool2d.of(2), AWKWARD).between(0.5f, 3));
        cases.add(LayerCase.of(LpPool2d.of(2).p(1).stride(1).padding(Padding.SAME), AWKWARD));
        cases.add(LayerCase.of(LpPool2d.of(3).p(3).stride(2).padding(Padding.of(1)), AWKWARD));
        cases.add(LayerCase.of(LpPool2d.of(new Size(2, 1)).p(4).dilation(2).stride(2).roundUp(true), AWKWARD));
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
        cases.add(LayerCase.of(new Multiply(), Shape.image(3, 2, 21), Shape.vector(21))); // whole vectors and a rest
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.vector(3), AWKWARD, Shape.vector(3)));
        cases.add(LayerCase.of(new Multiply(), VECTOR, VECTOR, VECTOR));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.image(7, 5, 1), Shape.image(1, 1, 3)));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.image(7, 1, 3), Shape.image(1, 5, 3)));
        cases.add(LayerCase.of(new Multiply(), AWKWARD, Shape.image(1, 1, 1), Shape.image(1, 5, 1)));
        cases.add(LayerCase.of(new Maximum(), AWKWARD, AWKWARD));
        cases.add(LayerCase.of(new Maximum(), VECTOR, VECTOR, VECTOR));
        cases.add(LayerCase.of(new Concat(), AWKWARD, Shape.image(7, 5, 1), Shape.image(7, 5, 4)));
        cases.add(LayerCase.of(new Concat(), VECTOR, Shape.vector(2)));
    }
}
