package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.convolution.volume.Volume;
import cnn.layers.convolution.volume.VolumeCorrelation;
import cnn.layers.convolution.volume.VolumeWeightGradient;
import org.jspecify.annotations.Nullable;

/** Those of a volume, as they are written. */
record VolumeCorrelations(Volume volume) implements Correlations {
    @Override
    public Correlation forward() {
        return new VolumeCorrelation(volume, false);
    }

    @Override
    public Correlation turned() {
        return new VolumeCorrelation(volume, true);
    }

    @Override
    public WeightGradient weightGradient(Binding in, Param weights, FloatSlot packedTurned) {
        return new VolumeWeightGradient(volume, in, weights);
    }

    @Override
    public @Nullable Geometry imageShapes() {
        return null;
    }

    @Override
    public int filters() {
        return volume.filters();
    }

    @Override
    public int outFloats() {
        return volume.outFloats();
    }

    @Override
    public long multiplyAdds() {
        return volume.multiplyAdds();
    }

    @Override
    public String way() {
        return Way.DIRECT.toString();
    }

    @Override
    public @Nullable LinearMap linearMap(LinearMap.Coefficients coefficients) {
        return null;
    }
}
