package cnn.layers.contract;

import cnn.api.Shape;
import cnn.layers.Size;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Crop2d;
import cnn.layers.shape.Pad2d;
import cnn.layers.shape.Expand;
import cnn.layers.shape.Gather;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Region;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.GridSample;
import cnn.layers.shape.Resize2d;
import cnn.layers.shape.Scale;
import cnn.layers.shape.ShapePlugin;
import cnn.layers.shape.Sides;
import cnn.layers.shape.Slice;
import cnn.layers.shape.Upsample2d;
import cnn.testkit.LayerCase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ShapeContractTests implements LayerContractByWidth {
    private static final Shape AWKWARD = Shape.image(7, 5, 3);
    private static final Shape VECTOR = Shape.vector(13);

    @Override
    public List<LayerCase> cases() {
        return List.of(LayerCase.of(Reshape.of(5, -1, 7), AWKWARD), LayerCase.of(Reshape.of(13, 1, 1), VECTOR),
                LayerCase.of(Permute.of(1, 0, 2), AWKWARD), LayerCase.of(Permute.of(2, 0, 1), AWKWARD),
                LayerCase.of(Permute.of(0, 1, 2), AWKWARD), LayerCase.of(Permute.of(0), VECTOR),
                LayerCase.of(Permute.of(3, 1, 0, 2), Shape.of(2, 3, 4, 5)),
                LayerCase.of(Pad2d.of(new Sides(1, 2, 0, 3)), AWKWARD),
                LayerCase.of(Pad2d.of(2).value(-1.5), AWKWARD),
                LayerCase.of(Pad2d.of(new Sides(6, 4, 1, 0)).mode(Pad2d.Mode.REFLECT), AWKWARD),
                LayerCase.of(Pad2d.of(new Sides(0, 3, 9, 1)).mode(Pad2d.Mode.EDGE), AWKWARD),
                LayerCase.of(Pad2d.of(new Sides(9, 3, 1, 6)).mode(Pad2d.Mode.WRAP), AWKWARD),
                LayerCase.of(Crop2d.of(2), AWKWARD), LayerCase.of(new Crop2d(new Sides(0, 1, 3, 0)), AWKWARD),
                LayerCase.of(Upsample2d.of(2), AWKWARD), LayerCase.of(Upsample2d.of(new Size(1, 3)), AWKWARD),
                LayerCase.of(Upsample2d.of(2).mode(Upsample2d.Mode.BILINEAR), AWKWARD),
                LayerCase.of(Upsample2d.of(new Size(3, 1)).mode(Upsample2d.Mode.BILINEAR), Shape.image(1, 4, 2)),
                LayerCase.of(Resize2d.of(new Size(10, 3)), AWKWARD),
                LayerCase.of(GridSample.of(), AWKWARD, Shape.of(3, 5, 2)),
                LayerCase.of(GridSample.of().mode(Resize2d.Mode.CUBIC).beyond(GridSample.Beyond.REFLECTION),
                        AWKWARD, Shape.of(7, 2)),
                LayerCase.of(GridSample.of().mode(Resize2d.Mode.NEAREST).beyond(GridSample.Beyond.BORDER), AWKWARD,
                        Shape.of(3, 2)),
                LayerCase.of(GridSample.of().alignCorners(true), Shape.of(3, 4, 5, 2), Shape.of(2, 1, 3, 3)),
                LayerCase.of(
                        Resize2d.of(new Size(9, 4)).mode(Resize2d.Mode.LINEAR).places(Resize2d.Places.ALIGN_CORNERS),
                        AWKWARD),
                LayerCase.of(Resize2d.of(new Size(4, 12)).mode(Resize2d.Mode.CUBIC).excludeOutside(true).cubic(-0.5),
                        AWKWARD),
                LayerCase.of(Resize2d.of(new Size(3, 2)).mode(Resize2d.Mode.LINEAR).antialias(true), AWKWARD),
                LayerCase.of(Resize2d.of(new Size(6, 6)).mode(Resize2d.Mode.LINEAR)
                        .crop(new Region(0.2, -0.3, 0.9, 0.5), 0.7), AWKWARD),
                LayerCase.of(Resize2d.of(new Size(5, 2)).scale(new Scale(0.8, 0.5)).mode(Resize2d.Mode.LINEAR)
                        .places(Resize2d.Places.HALF_PIXEL_SYMMETRIC), AWKWARD),
                LayerCase.of(PixelShuffle.of(2), Shape.image(3, 5, 8)), LayerCase.of(PixelShuffle.of(1), AWKWARD),
                LayerCase.of(PixelShuffle.of(3), Shape.image(2, 1, 9)),
                LayerCase.of(ChannelShuffle.of(3), Shape.image(5, 3, 12)),
                LayerCase.of(ChannelShuffle.of(2), Shape.vector(14)), LayerCase.of(ChannelShuffle.of(1), AWKWARD),
                LayerCase.of(ChannelSlice.of(1, 2), AWKWARD), LayerCase.of(ChannelSlice.of(0, 5), Shape.image(3, 2, 9)),
                LayerCase.of(ChannelSlice.of(12, 1), VECTOR), LayerCase.of(Slice.of(0, 2, 3), AWKWARD),
                LayerCase.of(Slice.of(1, 1, 2).step(3), AWKWARD), LayerCase.of(Slice.of(0, 6, 7).step(-1), AWKWARD),
                LayerCase.of(Slice.of(0, 12, 4).step(-3), VECTOR), LayerCase.of(Gather.of(2, 2, 1, 0), AWKWARD),
                LayerCase.of(Gather.of(0, 3, 3, 0, 6), AWKWARD), LayerCase.of(Gather.of(0, 5), VECTOR),
                LayerCase.of(Expand.of(3, 2, 5), Shape.image(1, 2, 5)), LayerCase.of(Expand.of(4, 3, 13), VECTOR),
                LayerCase.of(Expand.of(2, 3, 4, 5), Shape.of(1, 4, 1)), LayerCase.of(Expand.of(13), VECTOR));
    }

    @Test
    void everyLayerHasACase() {
        Coverage.everyLayerHasACase(new ShapePlugin(), cases());
    }
}
