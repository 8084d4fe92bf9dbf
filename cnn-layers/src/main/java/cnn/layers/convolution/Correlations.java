package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;
import org.jspecify.annotations.Nullable;

/** What computes a convolution of given shapes, whatever its axes: its outputs, and both gradients. */
interface Correlations {
    /** The outputs. */
    Correlation forward();

    /** The gradient of the input: windows over the output's gradient, the kernel turned, inputs and outputs exchanged. */
    Correlation turned();

    /**
     * The gradient of the weights, with the buffers that it needs.
     *
     * @param packedTurned weights as {@link #turned} packs them
     */
    WeightGradient weightGradient(Binding in, Param weights, FloatSlot packedTurned);

    /** The shapes; null where the input has more axes than an image. */
    @Nullable
    Geometry imageShapes();

    /** Numbers of an output pixel. */
    int filters();

    /** Floats of one example's output. */
    int outFloats();

    /** Multiply-adds for one example. */
    long multiplyAdds();

    /** The ways in words. */
    String way();

    /** The convolution as a linear map with these coefficients; null where its input has more axes than an image. */
    @Nullable
    LinearMap linearMap(LinearMap.Coefficients coefficients);
}
