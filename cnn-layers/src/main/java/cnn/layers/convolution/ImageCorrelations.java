package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;

/**
 * Those of an image, each in the way that {@link Ways} chooses; of a signal as an image of one row, of a vector as one of one
 * pixel.
 */
record ImageCorrelations(Geometry geometry) implements Correlations {
    @Override
    public Correlation forward() {
        return Ways.correlation(new Filters(geometry, false));
    }

    @Override
    public Correlation turned() {
        return Ways.correlation(new Filters(geometry, true));
    }

    @Override
    public WeightGradient weightGradient(Binding in, Param weights, FloatSlot packedTurned) {
        return Ways.weightGradient(geometry, in, weights, packedTurned);
    }

    @Override
    public Geometry imageShapes() {
        return geometry;
    }

    @Override
    public int filters() {
        return geometry.filters();
    }

    @Override
    public int outFloats() {
        return geometry.outFloats();
    }

    @Override
    public long multiplyAdds() {
        return geometry.multiplyAdds();
    }

    @Override
    public String way() {
        return Ways.text(geometry);
    }

    @Override
    public LinearMap linearMap(LinearMap.Coefficients coefficients) {
        return new LinearMap(axis(geometry.rows()), axis(geometry.columns()), geometry.channels(), geometry.filters(),
                geometry.groups(), coefficients);
    }

    private static LinearMap.Axis axis(Axis axis) {
        return new LinearMap.Axis(axis.in(), axis.out(), axis.kernel(), axis.stride(), axis.dilation(), axis.before());
    }
}
