package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.depthwise.DepthwiseCorrelation;
import cnn.layers.convolution.depthwise.DepthwiseWeightGradient;
import cnn.layers.convolution.direct.DirectCorrelation;
import cnn.layers.convolution.direct.DirectWeightGradient;
import cnn.layers.convolution.pointwise.PointwiseCorrelation;
import cnn.layers.convolution.pointwise.PointwiseGradients;
import cnn.layers.convolution.pointwise.PointwiseWeightGradient;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.convolution.strided.PhasedCorrelation;
import cnn.layers.convolution.winograd.PanelWeightGradient;
import cnn.layers.convolution.winograd.WinogradCorrelation;
import cnn.layers.convolution.winograd.WinogradWeightGradient;

/**
 * Chooses the way in which a convolution is computed, from its shapes alone. Each way has a package of its own, named like
 * the {@link Way}.
 */
final class Ways {
    /** Channels × filters of the largest kernel whose transformed gradient stays in a core's own cache. */
    private static final int FEW_WEIGHTS = 64 * 64;

    private Ways() {
    }

    /** The way to compute weighted sums over windows: forward, or with turned shapes the gradient of the input. */
    static Way correlation(Geometry shapes) {
        if (shapes.depthwise()) {
            return Way.DEPTHWISE;
        }
        return shapes.spread() ? Way.STRIDED : withoutSpread(shapes);
    }

    private static Way withoutSpread(Geometry shapes) {
        if (PointwiseCorrelation.serves(shapes)) {
            return Way.POINTWISE;
        }
        return WinogradCorrelation.suits(shapes) ? Way.WINOGRAD : Way.DIRECT;
    }

    /** What computes them. */
    static Correlation correlation(Filters filters) {
        return switch (correlation(filters.correlation())) {
            case DEPTHWISE -> new DepthwiseCorrelation(filters);
            case STRIDED -> new PhasedCorrelation(filters);
            case POINTWISE -> new PointwiseCorrelation(filters);
            case WINOGRAD -> new WinogradCorrelation(filters);
            case DIRECT -> new DirectCorrelation(filters);
        };
    }

    /** The way to compute the gradient of the weights. */
    static Way weightGradient(Geometry shapes) {
        return shapes.depthwise() ? Way.DEPTHWISE : withoutSpread(shapes);
    }

    /**
     * What computes it, with the buffers that it needs.
     *
     * @param packedTurned weights as the correlation of the turned filters packs them
     */
    static WeightGradient weightGradient(Geometry shapes, Binding in, Param weights, FloatSlot packedTurned) {
        return switch (weightGradient(shapes)) {
            case DEPTHWISE -> new DepthwiseWeightGradient(shapes, in, weights);
            case POINTWISE -> PointwiseWeightGradient.suits(shapes, weights)
                    ? new PointwiseWeightGradient(shapes, weights)
                    : new PointwiseGradients(shapes, in, weights, packedTurned);
            case WINOGRAD -> shapes.channels() * shapes.filters() <= FEW_WEIGHTS
                    ? new WinogradWeightGradient(shapes, in, weights)
                    : new PanelWeightGradient(shapes, in, weights);
            case DIRECT, STRIDED -> new DirectWeightGradient(shapes, in, weights);
        };
    }

    /** The ways of a convolution in words: {@code winograd}, or {@code direct, input gradient strided}. */
    static String text(Geometry shapes) {
        Way forward = correlation(shapes);
        Way input = correlation(shapes.turned());
        Way weights = weightGradient(shapes);
        return forward + (input == forward ? "" : ", input gradient " + input)
                + (weights == forward ? "" : ", weight gradient " + weights);
    }
}
