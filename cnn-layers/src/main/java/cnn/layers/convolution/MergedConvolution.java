package cnn.layers.convolution;

import cnn.api.layer.Binding;
import cnn.api.layer.ChannelSlice;
import cnn.api.layer.Epilogue;
import cnn.api.layer.Forward;
import cnn.api.layer.LinearMap;
import cnn.api.layer.Op;
import cnn.layers.convolution.shared.Geometry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Branches whose outputs are added, as one convolution that predicts: its kernel is the sum of theirs, each in its place.
 *
 * <p>Ding and others, "RepVGG: making VGG-style ConvNets great again", CVPR 2021, section 3.3.
 */
public final class MergedConvolution implements PredictionOp {
    private final SummedMaps maps;
    private final Correlations correlations;
    private final WeightPacking packing;
    private final WeightedSums forward;

    private MergedConvolution(SummedMaps maps, Absorbed absorbed, Binding in) {
        this.maps = maps;
        correlations = new ImageCorrelations(maps.geometry());
        packing = new WeightPacking(maps, correlations.filters(), absorbed);
        forward = new WeightedSums(correlations.forward(), correlations.multiplyAdds(), packing, in);
    }

    /** The sum of linear maps of one input; null where these are not one convolution, or one of more work than they are. */
    public static @Nullable MergedConvolution of(List<LinearMap> maps, Binding in) {
        SummedMaps sum = SummedMaps.of(maps);
        return sum == null ? null : new MergedConvolution(sum, Absorbed.NOTHING, in);
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return correlations.multiplyAdds();
    }

    /** As {@code one 3x3 convolution, winograd}. */
    @Override
    public String way() {
        Geometry geometry = maps.geometry();
        return "one " + geometry.rows().kernel() + "x" + geometry.columns().kernel() + " convolution, "
                + Ways.correlation(geometry);
    }

    @Override
    public @Nullable Op absorb(List<Epilogue> epilogues, Binding in) {
        Absorbed absorbed = Absorbed.of(epilogues);
        return absorbed == null ? null : new MergedConvolution(maps, absorbed, in);
    }

    @Override
    public @Nullable Op within(ChannelSlice slice, Binding in) {
        return SlicedConvolution.of(maps.geometry(), packing, slice, in);
    }

    @Override
    public @Nullable LinearMap linearMap() {
        return packing.absorbed().elementwise() == null ? correlations.linearMap(packing::fill) : null;
    }

    @Override
    public void forward(Forward pass) {
        forward.forward(pass);
    }

    @Override
    public String what() {
        return "Merged branches";
    }
}
