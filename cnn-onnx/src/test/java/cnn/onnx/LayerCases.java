package cnn.onnx;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Temperature;
import cnn.layers.arithmetic.Affine;
import cnn.layers.arithmetic.Choice;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.Divide;
import cnn.layers.arithmetic.Exponentiation;
import cnn.layers.arithmetic.GatherElements;
import cnn.layers.arithmetic.MatrixProduct;
import cnn.layers.arithmetic.Minimum;
import cnn.layers.arithmetic.Parameter;
import cnn.layers.arithmetic.Quantize;
import cnn.layers.arithmetic.Reduce;
import cnn.layers.arithmetic.Remainder;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.arithmetic.Subtract;
import cnn.layers.arithmetic.Whole;
import cnn.layers.shape.Expand;
import cnn.layers.shape.Gather;
import cnn.layers.shape.GridSample;
import cnn.layers.shape.Slice;
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
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.MaxPool3d;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
import cnn.layers.Padding;
import cnn.layers.Padding3d;
import cnn.layers.Size;
import cnn.layers.Size3d;
import cnn.layers.SpatialDropout;
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
import cnn.layers.attention.Cbam;
import cnn.layers.attention.CoordinateAttention;
import cnn.layers.attention.SqueezeExcitation;
import cnn.layers.init.GlorotUniform;
import cnn.layers.noise.DropBlock;
import cnn.layers.noise.DropPath;
import cnn.layers.noise.GaussianNoise;
import cnn.layers.normalization.GroupNorm;
import cnn.layers.normalization.InstanceNorm;
import cnn.layers.normalization.LayerNorm;
import cnn.layers.normalization.LayerScale;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.normalization.LpNorm;
import cnn.layers.normalization.RmsNorm;
import cnn.layers.normalization.WeightStandardization;
import cnn.layers.pool.AdaptiveAveragePool2d;
import cnn.layers.pool.AdaptiveMaxPool2d;
import cnn.layers.pool.BlurPool2d;
import cnn.layers.pool.ChannelPool;
import cnn.layers.pool.GlobalMaxPool2d;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Crop2d;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.Resize2d;
import cnn.layers.shape.Scale;
import cnn.layers.shape.Sides;
import cnn.layers.shape.Upsample2d;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every layer in several configurations, alone and behind others that leave the tensor's axes in another order than ours. */
final class LayerCases {
    static final Shape AWKWARD = Shape.image(7, 5, 3);
    static final Shape VECTOR = Shape.vector(13);
    private static final Shape VOLUME = Shape.of(3, 5, 4, 3);

    private final List<Network> cases = new ArrayList<>();

    private LayerCases() {
        convolutions();
        volumes();
        pools();
        regions();
        activations();
        normalizations();
        shapes();
        joins();
        attention();
        arithmetic();
    }

    private void arithmetic() {
        for (Layer layer : List.of(new Subtract(), new Minimum(), Comparison.of(Comparison.Test.GREATER),
                Comparison.of(Comparison.Test.XOR))) {
            pair(layer);
        }
        // of numbers above 0
        pair(new Divide(), new Sigmoid());
        pair(new Exponentiation(), new Sigmoid());
        pair(new Remainder(), new Sigmoid());
        Network.Builder choice = Network.builder(AWKWARD);
        Node first = choice.add(Conv2d.of(3, 1));
        Node second = choice.add(Conv2d.of(3, 1), first);
        choice.add(new Choice(), choice.add(new Relu(), first), first, second);
        cases.add(choice.build());
        Network.Builder product = Network.builder(Shape.of(2, 3, 4));
        Node left = product.add(new Relu());
        product.add(new MatrixProduct(), left, product.add(Permute.of(0, 2, 1), left));
        cases.add(product.build());
        Network.Builder token = Network.builder(AWKWARD);
        Node image = token.add(Conv2d.of(3, 1));
        token.add(new Add(), image, token.add(Parameter.of(7, 5, 3), image));
        cases.add(token.build());
        add(AWKWARD, Conv2d.of(4, 1), Affine.of().factor(-0.5).offset(2));
        add(AWKWARD, Conv2d.of(4, 1), Quantize.of(0.25).zero(3).low(0).high(15));
        add(VECTOR, Affine.of().factor(20), Whole.of());
        for (Reduce.Statistic statistic : Reduce.Statistic.values()) {
            add(AWKWARD, new Sigmoid(), Reduce.of(statistic, 0, 2));
        }
        add(AWKWARD, Conv2d.of(4, 1), Slice.of(0, 1, 3).step(2));
        add(AWKWARD, Slice.of(1, 4, 5).step(-1));
        add(AWKWARD, Conv2d.of(3, 1), Gather.of(2, 2, 1, 0));
        add(VECTOR, Gather.of(0, 3, 3, 12));
        places(GatherElements.of(2), false);
        places(ScatterElements.of(2), true);
        places(ScatterElements.of(2).meeting(ScatterElements.Meeting.SUM), true);
        places(ScatterElements.of(2).meeting(ScatterElements.Meeting.MINIMUM), true);
        add(Shape.image(1, 5, 1), Expand.of(4, 5, 3));
        add(VECTOR, Expand.of(2, 13));
    }

    /** Places 0 and 1 of three channels, as numbers above 0 or below say. */
    private void places(Layer layer, boolean more) {
        Network.Builder builder = Network.builder(AWKWARD);
        Node image = builder.add(Conv2d.of(3, 1));
        Node two = builder.add(Conv2d.of(2, 1), image);
        Node places = builder.add(new Sigmoid(), two);
        Node rounded = builder.add(Unary.of(UnaryFunction.ROUND), places);
        if (more) {
            Node apart = builder.add(Affine.of().factor(0).offset(1), rounded);
            builder.add(layer, image, apart, two);
        } else {
            builder.add(layer, image, rounded);
        }
        cases.add(builder.build());
    }

    private void pair(Layer layer, Layer... before) {
        Network.Builder both = Network.builder(AWKWARD);
        Node first = both.add(Conv2d.of(3, 1));
        Node second = both.add(Conv2d.of(3, 1), first);
        for (Layer one : before) {
            first = both.add(one, first);
            second = both.add(one, second);
        }
        both.add(layer, first, second);
        cases.add(both.build());
    }

    static Stream<Network> all() {
        return new LayerCases().cases.stream();
    }

    /** What a case is called: its layers. */
    static String name(Network network) {
        return network.input() + " " + network.nodes().stream().map(Node::layer).map(Object::toString).toList();
    }

    private void add(Shape input, Layer... layers) {
        cases.add(Network.of(input, List.of(layers)));
    }

    private void convolutions() {
        add(AWKWARD, Conv2d.of(4, 3));
        add(AWKWARD, Conv2d.of(5, 3).padding(Padding.SAME).stride(2));
        add(AWKWARD, Conv2d.of(3, 2).padding(Padding.SAME_LOWER).bias(false));
        add(AWKWARD, Conv2d.of(3, new Size(5, 1)).padding(Padding.of(2, 0, 1, 3)));
        add(AWKWARD, Conv2d.of(3, 2).dilation(2).stride(new Size(2, 1)));
        add(AWKWARD, Conv2d.of(6, 3).groups(3).padding(Padding.SAME));
        add(AWKWARD, Conv2d.of(4, 1).stride(2));
        add(AWKWARD, DepthwiseConv2d.of(new Size(2, 3)).multiplier(2).stride(2).bias(false));
        add(Shape.of(9, 3), Conv1d.of(4, 3).padding(Padding.SAME));
        add(Shape.of(12, 3), Conv1d.of(6, 2).groups(3).stride(2).dilation(2).bias(false));
        add(AWKWARD, ConvTranspose2d.of(4, 3));
        add(AWKWARD, ConvTranspose2d.of(5, 3).stride(2).padding(Padding.of(1)).outputPadding(1));
        add(AWKWARD, ConvTranspose2d.of(3, new Size(2, 4)).stride(new Size(3, 2)).padding(Padding.SAME));
        add(AWKWARD, ConvTranspose2d.of(2, 3).stride(3).dilation(2).padding(Padding.SAME_LOWER).bias(false));
        add(AWKWARD, ConvTranspose2d.of(6, 3).groups(3).stride(2));
        add(AWKWARD, ConvTranspose2d.of(3, 3).groups(3).padding(Padding.of(2, 0, 1, 1)));
        add(AWKWARD, ConvTranspose2d.of(3, 3).stride(new Size(3, 2)).outputSize(new Size(22, 12)));
        add(VECTOR, Dense.of(17));
        add(AWKWARD, new Flatten(), Dense.of(5).bias(false));
        add(AWKWARD, Conv2d.of(4, 3), new Relu(), new Flatten(), BatchNorm.of(), Prelu.of(), Dense.of(6), Dense.of(2));
        add(AWKWARD, new GlobalAveragePool2d(), Dense.of(4), new Softmax());
    }

    private void volumes() {
        add(VOLUME, Conv3d.of(4, 3).padding(Padding3d.SAME));
        add(VOLUME, Conv3d.of(6, new Size3d(2, 1, 2)).groups(3).stride(2).dilation(new Size3d(1, 2, 2)).bias(false));
        add(VOLUME, ConvTranspose3d.of(4, 2).stride(2).padding(Padding3d.of(1, 0, 0, 0, 1, 0)));
        add(VOLUME, ConvTranspose3d.of(6, 2).groups(3).stride(2).outputSize(new Size3d(6, 11, 8)).bias(false));
        add(VOLUME, MaxPool3d.of(2).stride(1).padding(Padding3d.SAME));
        add(VOLUME, AveragePool3d.of(2));
        add(VOLUME, AveragePool3d.of(3).stride(2).padding(Padding3d.of(1)).countPadding(true));
        add(Shape.image(6, 5, 2), Reshape.of(2, 3, 5, 2), Conv3d.of(2, 2), new Flatten(), Dense.of(3));
    }

    private void pools() {
        add(AWKWARD, MaxPool2d.of(2));
        add(AWKWARD, MaxPool2d.of(3).stride(1).padding(Padding.SAME));
        add(AWKWARD, MaxPool2d.of(new Size(2, 3)).stride(2).padding(Padding.of(1, 0, 0, 2)));
        add(AWKWARD, MaxPool2d.of(2).dilation(2).stride(1));
        add(AWKWARD, MaxPool2d.of(2).stride(3).roundUp(true));
        add(AWKWARD, AveragePool2d.of(2));
        add(AWKWARD, AveragePool2d.of(3).stride(2).padding(Padding.SAME_LOWER));
        add(AWKWARD, AveragePool2d.of(3).stride(1).padding(Padding.of(1)).countPadding(true));
        add(AWKWARD, AveragePool2d.of(2).stride(3).roundUp(true));
        add(AWKWARD, AveragePool2d.of(new Size(2, 1)).dilation(3).stride(1));
        add(AWKWARD, LpPool2d.of(2));
        add(AWKWARD, LpPool2d.of(2).p(1).stride(1).padding(Padding.SAME));
        add(AWKWARD, LpPool2d.of(3).p(3).stride(2).padding(Padding.of(1)));
        add(AWKWARD, LpPool2d.of(new Size(2, 1)).p(4).dilation(2).stride(2));
        add(AWKWARD, new GlobalAveragePool2d());
        add(AWKWARD, new GlobalMaxPool2d());
        add(AWKWARD, new ChannelPool(ChannelPool.Statistic.MEAN));
        add(AWKWARD, new ChannelPool(ChannelPool.Statistic.MAXIMUM));
        add(AWKWARD, BlurPool2d.of());
        add(AWKWARD, BlurPool2d.of().size(4).stride(1));
        add(Shape.image(4, 8, 2), BlurPool2d.of().size(7).stride(3));
        add(AWKWARD, BlurPool2d.of().size(1));
    }

    private void regions() {
        add(AWKWARD, AdaptiveAveragePool2d.of(3));
        add(AWKWARD, new AdaptiveAveragePool2d(new Size(9, 2)));
        add(AWKWARD, AdaptiveAveragePool2d.of(1));
        add(Shape.image(8, 6, 2), new AdaptiveAveragePool2d(new Size(4, 2)));
        add(AWKWARD, AdaptiveMaxPool2d.of(3));
        add(AWKWARD, new AdaptiveMaxPool2d(new Size(2, 6)));
        add(AWKWARD, AdaptiveMaxPool2d.of(1));
    }

    private void activations() {
        for (Layer activation : List.of(new Relu(), LeakyRelu.of(0.2), Elu.of(0.7), Selu.of(), new Selu(1.5, 2),
                Gelu.of(Gelu.Form.EXACT), Gelu.of(Gelu.Form.TANH), new Sigmoid(), new Tanh(), new Silu(),
                new Softplus(),
                HardSigmoid.of(), HardSigmoid.of(0.3, 0.4), new HardSwish(), new Softmax(), new LogSoftmax(),
                new Relu6(),
                Prelu.of(), Prelu.of().slope(-0.5), new Mish(), Temperature.of(1.7), Dropout.of(0.3),
                SpatialDropout.of(0.4),
                DropPath.of(0.4), GaussianNoise.of(0.5), Celu.of(0.7), ThresholdedRelu.of(0.3), Shrink.of(0.4, 0.2),
                Clip.of(-0.4, 0.6), new Hardmax(), ConstantPower.of(3))) {
            add(AWKWARD, Conv2d.of(4, 1).init(new GlorotUniform()), activation);
            if (!(activation instanceof SpatialDropout)) {
                add(VECTOR, activation);
            }
        }
        add(AWKWARD, DropBlock.of(0.4).size(3), new Relu());
        for (UnaryFunction function : UnaryFunction.values()) {
            add(VECTOR, function == UnaryFunction.ACOSH ? Clip.of(1.5, 4) : Clip.of(0.25, 0.75), Unary.of(function));
        }
    }

    private void normalizations() {
        add(AWKWARD, BatchNorm.of());
        add(VECTOR, BatchNorm.of().momentum(0.5).epsilon(0.01));
        add(AWKWARD, LayerNorm.of());
        add(VECTOR, LayerNorm.of().epsilon(0.1));
        add(AWKWARD, LayerNorm.of(), Conv2d.of(2, 1), new Gelu(Gelu.Form.EXACT));
        add(AWKWARD, RmsNorm.of());
        add(VECTOR, RmsNorm.of().epsilon(0.1));
        add(AWKWARD, GroupNorm.of(1));
        add(Shape.image(5, 4, 6), GroupNorm.of(3));
        add(Shape.vector(14), GroupNorm.of(2));
        add(AWKWARD, InstanceNorm.of().epsilon(0.1));
        add(Shape.image(3, 4, 7), LocalResponseNorm.of(5).alpha(0.7));
        add(VECTOR, LocalResponseNorm.of(2).alpha(0.5).beta(1.5).bias(0.6));
        add(AWKWARD, LpNorm.of());
        add(VECTOR, LpNorm.of().p(1));
        add(AWKWARD, LayerScale.of(0.7));
        add(VECTOR, LayerScale.of(-1.5));
        add(AWKWARD, WeightStandardization.of(Conv2d.of(4, 3).padding(Padding.SAME)));
        add(AWKWARD, WeightStandardization.of(DepthwiseConv2d.of(3).stride(2)).epsilon(0.1));
        add(VECTOR, WeightStandardization.of(Dense.of(5)));
    }

    private void shapes() {
        add(AWKWARD, new Flatten());
        add(AWKWARD, Reshape.of(5, -1, 7));
        add(AWKWARD, Reshape.of(5, -1, 7), Conv2d.of(2, 3));
        add(AWKWARD, Reshape.of(7, 15), Conv1d.of(2, 3));
        add(VECTOR, Reshape.of(13, 1, 1), Conv2d.of(2, new Size(3, 1)));
        add(AWKWARD, Permute.of(1, 0, 2));
        add(AWKWARD, Permute.of(2, 0, 1), Conv2d.of(3, 3));
        add(AWKWARD, Permute.of(0, 1, 2), new Relu());
        add(Shape.of(2, 3, 4, 5), Permute.of(3, 1, 0, 2));
        add(AWKWARD, new Flatten(), Reshape.of(7, 5, 3), Conv2d.of(2, 2));
        add(AWKWARD, Permute.of(1, 0, 2), new Flatten(), Dense.of(4));
        add(AWKWARD, Pad2d.of(new Sides(1, 2, 0, 3)));
        add(AWKWARD, Pad2d.of(2).value(-1.5));
        add(AWKWARD, Pad2d.of(new Sides(6, 4, 1, 0)).mode(Pad2d.Mode.REFLECT));
        add(AWKWARD, Pad2d.of(new Sides(0, 3, 9, 1)).mode(Pad2d.Mode.EDGE));
        add(AWKWARD, Crop2d.of(2));
        add(AWKWARD, new Crop2d(new Sides(0, 1, 3, 0)));
        add(AWKWARD, Upsample2d.of(new Size(1, 3)));
        add(AWKWARD, Upsample2d.of(2).mode(Upsample2d.Mode.BILINEAR));
        add(AWKWARD, Resize2d.of(new Size(10, 3)));
        add(AWKWARD, Resize2d.of(new Size(9, 4)).mode(Resize2d.Mode.LINEAR).places(Resize2d.Places.ALIGN_CORNERS));
        add(AWKWARD, Resize2d.of(new Size(14, 10)).mode(Resize2d.Mode.CUBIC));
        add(AWKWARD, Resize2d.of(new Size(5, 2)).scale(new Scale(0.8, 0.5)).mode(Resize2d.Mode.LINEAR));
        grid(AWKWARD, GridSample.of().mode(Resize2d.Mode.CUBIC).alignCorners(true), Shape.of(4, 3, 2));
        grid(AWKWARD, GridSample.of().beyond(GridSample.Beyond.REFLECTION), Shape.of(4, 3, 2));
        grid(VOLUME, GridSample.of().mode(Resize2d.Mode.NEAREST), Shape.of(3, 2, 1, 3));
        deformed(DeformConv2d.of(6, 3).groups(2).offsetGroups(4).padding(Padding.SAME), true);
        deformed(DeformConv2d.of(3, new Size(2, 1)).stride(2).dilation(2).bias(false), false);
        add(Shape.image(3, 5, 8), PixelShuffle.of(2));
        add(Shape.image(2, 1, 9), PixelShuffle.of(3));
        add(Shape.image(5, 3, 12), ChannelShuffle.of(3), Conv2d.of(2, 1));
        add(Shape.vector(14), ChannelShuffle.of(2));
        add(AWKWARD, ChannelSlice.of(1, 2));
        add(VECTOR, ChannelSlice.of(12, 1));
    }

    private void grid(Shape image, Layer layer, Shape places) {
        Network.Builder builder = Network.builder(image);
        Node first = builder.add(new Tanh());
        Node vector = builder.add(Dense.of(places.size()), builder.add(new Flatten(), first));
        builder.add(layer, first, builder.add(Reshape.of(places.dims()), vector));
        cases.add(builder.build());
    }

    private void deformed(DeformConv2d layer, boolean masked) {
        Network.Builder builder = Network.builder(Shape.image(6, 5, 4));
        Node image = builder.add(new Tanh());
        int elements = layer.kernel().area() * layer.offsetGroups();
        Conv2d before = Conv2d.of(2 * elements, layer.kernel()).stride(layer.stride()).padding(layer.padding())
                .dilation(layer.dilation());
        Node offsets = builder.add("offsets", before, image);
        if (masked) {
            Node masks = builder.add("masks", new Conv2d(elements, before.kernel(), before.stride(), before.padding(),
                    before.dilation(), 1, true, before.init()), image);
            builder.add(layer, image, offsets, masks);
        } else {
            builder.add(layer, image, offsets);
        }
        cases.add(builder.build());
    }

    private void joins() {
        for (Layer join : List.of(new Add(), new Multiply(), new Maximum(), new Concat())) {
            for (Shape shape : List.of(AWKWARD, VECTOR)) {
                Network.Builder two = Network.builder(shape);
                Node first = two.add(new Tanh());
                Node second = two.add(new Sigmoid(), first);
                two.add(join, first, second);
                cases.add(two.build());
                Network.Builder three = Network.builder(shape);
                Node one = three.add(new Tanh());
                Node other = three.add(new Sigmoid(), one);
                Node last = three.add(LayerScale.of(0.5), one);
                three.add(join, one, other, last);
                cases.add(three.build());
            }
        }
        for (Layer join : List.of(new Add(), new Concat())) {
            Network.Builder apart = Network.builder(AWKWARD);
            Node image = apart.add(new Tanh());
            Node flat = apart.add(new Flatten(), image);
            Node turned = apart.add(Permute.of(1, 0, 2), image);
            Node other = apart.add(new Flatten(), turned);
            apart.add(join, flat, other);
            apart.add(Dense.of(3));
            cases.add(apart.build());
        }
        for (Shape small : List.of(Shape.image(7, 5, 1), Shape.image(1, 1, 3), Shape.image(7, 1, 3),
                Shape.image(1, 5, 3),
                Shape.image(1, 1, 1), Shape.image(1, 5, 1))) {
            Network.Builder weighed = Network.builder(AWKWARD);
            Node image = weighed.add(new Tanh());
            weighed.add(new AdaptiveAveragePool2d(new Size(small.height(), small.width())), image);
            Node gate = weighed.add(Conv2d.of(small.channels(), 1));
            weighed.add(new Multiply(), image, gate);
            cases.add(weighed.build());
        }
    }

    private void attention() {
        cases.add(Network.of(Shape.image(6, 5, 8), SqueezeExcitation.of().reduction(4)));
        cases.add(Network.of(Shape.image(6, 5, 8), Cbam.of().reduction(4).kernel(3)));
        cases.add(Network.of(Shape.image(6, 5, 8), CoordinateAttention.of()));
    }
}
