package cnn.onnx.operator;

import cnn.layers.activation.Celu;
import cnn.layers.activation.Elu;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.HardSigmoid;
import cnn.layers.activation.HardSwish;
import cnn.layers.activation.LeakyRelu;
import cnn.layers.activation.Mish;
import cnn.layers.activation.Relu;
import cnn.layers.activation.Selu;
import cnn.layers.activation.Shrink;
import cnn.layers.activation.Sigmoid;
import cnn.layers.activation.Silu;
import cnn.layers.activation.Softplus;
import cnn.layers.activation.Tanh;
import cnn.layers.activation.ThresholdedRelu;
import cnn.layers.arithmetic.Comparison;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.onnx.translation.Operator;
import cnn.onnx.translation.Unsupported;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Everything that becomes layers, by ONNX's name. What constants alone need is in {@code cnn.onnx.folding}. */
public final class Operators {
    /** By name. */
    public static final Map<String, Operator> ALL = Collections.unmodifiableMap(all());

    private Operators() {
    }

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new TreeMap<>();
        all.put("Conv", Convolutions::convolution);
        all.put("ConvTranspose", Convolutions::transposed);
        all.put("DeformConv", Convolutions::deformable);
        all.put("Gemm", Products::gemm);
        all.put("MatMul", Products::matMul);

        all.put("MaxPool", Pools::maximum);
        all.put("MaxUnpool", MaximumPlaces::unpool);
        all.put("RoiAlign", RegionPools::align);
        all.put("MaxRoiPool", RegionPools::maximum);
        all.put("AveragePool", Pools::average);
        all.put("LpPool", Pools::norm);
        all.put("GlobalAveragePool", Pools::globalAverage);
        all.put("GlobalMaxPool", Pools::globalMaximum);
        all.put("GlobalLpPool", Pools::globalNorm);

        all.put("BatchNormalization", Normalizations::batch);
        all.put("InstanceNormalization", Normalizations::instance);
        all.put("LayerNormalization", LayerNormalization::translate);
        all.put("RMSNormalization", LayerNormalization::rootMeanSquare);
        all.put("GroupNormalization", Normalizations::group);
        all.put("MeanVarianceNormalization", Normalizations::meanVariance);
        all.put("LpNormalization", Normalizations::length);
        all.put("LRN", Normalizations::localResponse);

        all.put("Relu", Activations.of(_ -> new Relu()));
        all.put("LeakyRelu", Activations.of(given -> LeakyRelu.of(given.number("alpha", 0.01f))));
        all.put("Elu", Activations.of(given -> Elu.of(given.number("alpha", 1))));
        all.put("Selu", Activations.of(given -> new Selu(given.number("alpha", 1.6732632f),
                given.number("gamma", 1.050701f))));
        all.put("Gelu", Activations.of(given -> Gelu.of(
                given.text("approximate", "none").equals("tanh") ? Gelu.Form.TANH : Gelu.Form.EXACT)));
        all.put("Sigmoid", Activations.of(_ -> new Sigmoid()));
        all.put("HardSigmoid", Activations.of(given -> HardSigmoid.of(given.number("alpha", 0.2f),
                given.number("beta", 0.5f))));
        all.put("HardSwish", Activations.of(_ -> new HardSwish()));
        all.put("Swish", Activations.of(given -> {
            if (given.number("alpha", 1) != 1) {
                throw new Unsupported("its alpha is " + given.number("alpha", 1) + ", and 1 is read");
            }
            return new Silu();
        }));
        all.put("Mish", Activations.of(_ -> new Mish()));
        all.put("Softplus", Activations.of(_ -> new Softplus()));
        all.put("Tanh", Activations.of(_ -> new Tanh()));
        all.put("Celu", Activations.of(given -> Celu.of(given.number("alpha", 1))));
        all.put("ThresholdedRelu", Activations.of(given -> ThresholdedRelu.of(given.number("alpha", 1))));
        all.put("Shrink", Activations.of(given -> Shrink.of(given.number("lambd", 0.5f), given.number("bias", 0))));
        all.put("PRelu", Functions::prelu);
        all.put("Clip", Functions::clip);
        Functions.addTo(all);
        all.put("Hardmax", Activations::hardmax);
        all.put("Softmax", Activations::softmax);
        all.put("LogSoftmax", Activations::logSoftmax);
        all.put("Dropout", Activations::dropout);

        all.put("Add", Arithmetic::add);
        all.put("Sub", Arithmetic::subtract);
        all.put("Mul", Arithmetic::multiply);
        all.put("Div", Arithmetic::divide);
        all.put("Mod", Arithmetic::modulus);
        all.put("Neg", Arithmetic::negate);
        all.put("Sum", Arithmetic::add);
        all.put("Mean", Arithmetic::mean);
        all.put("Max", Arithmetic::maximum);
        all.put("Min", Arithmetic::minimum);
        all.put("Pow", Arithmetic::power);

        all.put("ReduceMean", Reductions.of(Statistic.MEAN));
        all.put("ReduceSum", Reductions.of(Statistic.SUM));
        all.put("ReduceMax", Reductions.of(Statistic.MAXIMUM));
        all.put("ReduceMin", Reductions.of(Statistic.MINIMUM));
        all.put("ReduceProd", Reductions.of(Statistic.PRODUCT));
        all.put("ReduceL1", Reductions.of(Statistic.L1));
        all.put("ReduceL2", Reductions.of(Statistic.L2));
        all.put("ReduceSumSquare", Reductions.of(Statistic.SUM_OF_SQUARES));
        all.put("ReduceLogSum", Reductions.of(Statistic.LOG_OF_SUM));
        all.put("ReduceLogSumExp", Reductions.of(Statistic.LOG_OF_SUM_OF_EXPONENTIALS));
        all.put("ArgMax", Reductions::argMax);
        all.put("ArgMin", Reductions::argMin);
        all.put("TopK", Reductions::topK);
        all.put("CumSum", Masks::cumulativeSum);
        all.put("Einsum", Einsum::translate);
        all.put("Det", Determinants::translate);

        all.put("Equal", Logic.of(Comparison.Test.EQUAL));
        all.put("Greater", Logic.of(Comparison.Test.GREATER));
        all.put("GreaterOrEqual", Logic.of(Comparison.Test.GREATER_OR_EQUAL));
        all.put("Less", Logic.of(Comparison.Test.LESS));
        all.put("LessOrEqual", Logic.of(Comparison.Test.LESS_OR_EQUAL));
        all.put("And", Logic.of(Comparison.Test.AND));
        all.put("Or", Logic.of(Comparison.Test.OR));
        all.put("Xor", Logic.of(Comparison.Test.XOR));
        all.put("Not", Logic::not);
        all.put("Where", Logic::where);
        all.put("IsNaN", Masks::isNan);
        all.put("IsInf", Masks::isInfinite);
        all.put("Trilu", Masks::triangle);
        all.put("EyeLike", Masks::eye);
        all.put("OneHot", Masks::oneHot);

        all.put("QuantizeLinear", Quantization::quantize);
        all.put("DequantizeLinear", Quantization::dequantize);

        all.put("Pad", Frames::pad);
        all.put("CenterCropPad", Frames::centre);
        all.put("Resize", Resizing::resize);
        all.put("Upsample", Resizing::upsample);
        all.put("DepthToSpace", Blocks::depthToSpace);
        all.put("SpaceToDepth", Blocks::spaceToDepth);
        all.put("Col2Im", Columns::image);
        all.put("AffineGrid", Columns::grid);
        all.put("GridSample", Sampling::grid);

        all.put("Identity", Shapes::identity);
        all.put("Cast", Shapes::cast);
        all.put("CastLike", Shapes::castLike);
        all.put("Shape", Shapes::shape);
        all.put("Size", Shapes::size);
        all.put("Flatten", Shapes::flatten);
        all.put("Reshape", Shapes::reshape);
        all.put("Squeeze", Shapes::squeeze);
        all.put("Unsqueeze", Shapes::unsqueeze);
        all.put("Transpose", Shapes::transpose);

        all.put("Concat", Parts::concat);
        all.put("Split", Parts::split);
        all.put("Slice", Parts::slice);
        all.put("Gather", Parts::gather);
        all.put("GatherElements", ComputedPlaces::gatherElements);
        all.put("GatherND", ComputedPlaces::gatherNd);
        all.put("Scatter", ComputedPlaces::scatterElements);
        all.put("ScatterElements", ComputedPlaces::scatterElements);
        all.put("ScatterND", ComputedPlaces::scatterNd);
        all.put("Compress", Masks::compress);
        all.put("ReverseSequence", Sequences::reverse);
        all.put("Expand", Parts::expand);
        all.put("Tile", Parts::tile);
        return all;
    }
}
