package cnn.layers.shape;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package. */
public final class ShapePlugin implements Plugin {
    /** For the ServiceLoader. */
    public ShapePlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Reshape.class, Permute.class, Pad2d.class, Crop2d.class, Upsample2d.class, Resize2d.class,
                GridSample.class,
                PixelShuffle.class,
                ChannelShuffle.class, ChannelSlice.class, Slice.class, Gather.class, Expand.class);
    }
}
