package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Forward;
import cnn.layers.convolution.shared.Geometry;
import org.jspecify.annotations.Nullable;

/** A convolution that predicts, and writes its filters' numbers between other channels of a wider map: no copy joins them. */
final class SlicedConvolution implements PredictionOp {
    private final Geometry geometry;
    private final WeightedSums forward;

    private SlicedConvolution(Geometry geometry, WeightPacking packing, Binding in) {
        this.geometry = geometry;
        forward = new WeightedSums(new ImageCorrelations(geometry).forward(), geometry.multiplyAdds(), packing, in);
    }

    /**
     * With the buffers that it asks for; null where the input has more axes than an image, where the way to compute it has a
     * dense output, or where what it has absorbed reads other inputs, which lie as a dense output would.
     */
    static @Nullable SlicedConvolution of(@Nullable Geometry shapes, WeightPacking packing, ChannelSlice slice,
            Binding in) {
        if (shapes == null || in.inputs().size() > 1) {
            return null;
        }
        return switch (Ways.correlation(shapes)) {
            case POINTWISE, WINOGRAD, DIRECT -> new SlicedConvolution(shapes.within(slice), packing, in);
            case DEPTHWISE, STRIDED -> null;
        };
    }

    @Override
    public String way() {
        return Ways.correlation(geometry) + ", in place of a copy";
    }

    @Override
    public void forward(Forward pass) {
        forward.forward(pass);
    }

    @Override
    public String what() {
        return "Convolutions that write into a wider map";
    }
}
