package cnn.onnx.layer;

import cnn.api.layer.Layer;
import cnn.core.network.Temperature;
import cnn.layers.arithmetic.Embedding;
import cnn.layers.arithmetic.TopK;
import cnn.layers.arithmetic.WholeArithmetic;
import cnn.layers.pool.MaxRoiPool;
import cnn.layers.pool.RoiAlign;
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
import cnn.layers.Dense;
import cnn.layers.DeformConv2d;
import cnn.layers.DepthwiseConv2d;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.LpPool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.MaxPool3d;
import cnn.layers.Maximum;
import cnn.layers.Multiply;
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
import cnn.layers.shape.GridSample;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.Resize2d;
import cnn.layers.shape.Upsample2d;
import cnn.onnx.graph.Attributes;
import cnn.onnx.export.LayerExport;
import cnn.onnx.export.Step;
import cnn.onnx.export.Unexportable;
import cnn.onnx.export.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How every type of layer is written: one row each, in the room of its family. */
public final class LayerExports {
    /** Types that are refused, and why: there are operators like them, but not for a batch of examples. */
    public static final Map<Class<? extends Layer>, String> REFUSED = Map.of(TopK.class,
            "its node has two outputs, of which a layer gives one", Embedding.class,
            "indices are whole numbers in ONNX, and its input is floats", WholeArithmetic.class,
            "runtimes know it of 32 and 64 bits alone", RoiAlign.class,
            "regions of a whole batch are one axis in ONNX", MaxRoiPool.class,
            "regions of a whole batch are one axis in ONNX");

    /** By type. */
    public static final Map<Class<? extends Layer>, LayerExport<Layer>> ALL = Collections
            .unmodifiableMap(new LayerExports().rows);

    private final Map<Class<? extends Layer>, LayerExport<Layer>> rows = new LinkedHashMap<>();

    private LayerExports() {
        put(Conv2d.class, Convolutions::conv2d);
        put(DepthwiseConv2d.class, Convolutions::depthwise);
        put(DeformConv2d.class, Convolutions::deformable);
        put(Conv1d.class, Convolutions::conv1d);
        put(Conv3d.class, Convolutions::conv3d);
        put(ConvTranspose2d.class, Convolutions::transposed);
        put(ConvTranspose3d.class, Convolutions::transposed3d);
        put(Dense.class, Convolutions::dense);

        put(MaxPool2d.class, Pools::maximum);
        put(MaxPool3d.class, Pools::maximum3d);
        put(AveragePool2d.class, Pools::average);
        put(AveragePool3d.class, Pools::average3d);
        put(LpPool2d.class, Pools::norm);
        put(GlobalAveragePool2d.class, Pools::globalAverage);
        put(GlobalMaxPool2d.class, Pools::globalMaximum);
        put(ChannelPool.class, Pools::channels);
        put(AdaptiveAveragePool2d.class, Regions::average);
        put(AdaptiveMaxPool2d.class, Regions::maximum);
        put(BlurPool2d.class, Resampling::blur);

        put(BatchNorm.class, Normalizations::batch);
        put(InstanceNorm.class, Normalizations::instance);
        put(GroupNorm.class, Normalizations::group);
        put(LayerNorm.class, Normalizations::layer);
        put(RmsNorm.class, Normalizations::rootMeanSquare);
        put(LayerScale.class, Normalizations::scale);
        put(LpNorm.class, Normalizations::length);
        put(LocalResponseNorm.class, Normalizations::localResponse);
        put(WeightStandardization.class, Normalizations::standardized);

        put(Relu.class, Activations.of("Relu"));
        put(Relu6.class, Activations::relu6);
        put(LeakyRelu.class, Activations::leakyRelu);
        put(Prelu.class, Activations::prelu);
        put(Elu.class, Activations::elu);
        put(Selu.class, Activations::selu);
        put(Gelu.class, Activations::gelu);
        put(Silu.class, Activations::silu);
        put(Mish.class, Activations::mish);
        put(Sigmoid.class, Activations.of("Sigmoid"));
        put(HardSigmoid.class, Activations::hardSigmoid);
        put(HardSwish.class, Activations.of("HardSwish"));
        put(Softplus.class, Activations.of("Softplus"));
        put(Tanh.class, Activations.of("Tanh"));
        put(Softmax.class, Activations.alongChannels("Softmax"));
        put(LogSoftmax.class, Activations.alongChannels("LogSoftmax"));
        put(Hardmax.class, Activations.alongChannels("Hardmax"));
        put(Celu.class, Activations::celu);
        put(ThresholdedRelu.class, Activations::thresholdedRelu);
        put(Shrink.class, Activations::shrink);
        put(Clip.class, Activations::clip);
        put(Unary.class, Activations::unary);
        put(ConstantPower.class, Activations::power);
        put(Temperature.class, Activations::temperature);

        put(Add.class, Joins::add);
        put(Multiply.class, Joins::multiply);
        put(Maximum.class, Joins::maximum);
        put(Concat.class, Joins::concat);

        put(Subtract.class, Arithmetic.of("Sub"));
        put(Divide.class, Arithmetic.of("Div"));
        put(Remainder.class, Arithmetic.of("Mod", Attributes.NONE.with("fmod", 1L)));
        put(Exponentiation.class, Arithmetic.of("Pow"));
        put(Minimum.class, Arithmetic.of("Min"));
        put(MatrixProduct.class, Arithmetic.of("MatMul"));
        put(Affine.class, Arithmetic::affine);
        put(Parameter.class, Arithmetic::parameter);
        put(Comparison.class, Arithmetic::comparison);
        put(Choice.class, (_, step) -> Arithmetic.choice(step));
        put(Quantize.class, Arithmetic::quantize);
        put(Whole.class, Arithmetic::whole);
        put(Reduce.class, Arithmetic::reduce);
        put(Slice.class, Arithmetic::slice);
        put(Gather.class, Arithmetic::gather);
        put(Expand.class, Arithmetic::expand);
        put(GatherElements.class, Arithmetic::gatherElements);
        put(ScatterElements.class, Arithmetic::scatterElements);

        put(Flatten.class, Shapes::reshaped);
        put(Reshape.class, Shapes::reshaped);
        put(Permute.class, Shapes::permuted);
        put(ChannelShuffle.class, Shapes::shuffled);
        put(ChannelSlice.class, Shapes::sliced);
        put(PixelShuffle.class, Shapes::pixels);
        put(Crop2d.class, Resampling::crop);
        put(Pad2d.class, Resampling::pad);
        put(Upsample2d.class, Resampling::upsample);
        put(Resize2d.class, Resampling::resize);
        put(GridSample.class, Resampling::grid);

        // Chance is for training; a graph predicts.
        put(Dropout.class, LayerExports::nothing);
        put(SpatialDropout.class, LayerExports::nothing);
        put(DropBlock.class, LayerExports::nothing);
        put(DropPath.class, LayerExports::nothing);
        put(GaussianNoise.class, LayerExports::nothing);

        REFUSED.forEach((type, reason) -> put(type, (_, _) -> {
            throw new Unexportable(reason);
        }));
    }

    private <L extends Layer> void put(Class<L> type, LayerExport<? super L> export) {
        rows.put(type, (layer, step) -> export.export(type.cast(layer), step));
    }

    private static Value nothing(Layer layer, Step step) {
        return step.input();
    }
}
