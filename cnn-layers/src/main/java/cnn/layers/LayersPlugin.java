package cnn.layers;

import cnn.api.Plugin;
import java.util.List;

/** The layers of this package; other rooms have plug-in classes of their own. */
public final class LayersPlugin implements Plugin {
    /** For the ServiceLoader. */
    public LayersPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Conv2d.class, Conv1d.class, Conv3d.class, DepthwiseConv2d.class, DeformConv2d.class,
                ConvTranspose2d.class,
                ConvTranspose3d.class,
                Dense.class, MaxPool2d.class, AveragePool2d.class, LpPool2d.class, MaxPool3d.class,
                AveragePool3d.class, GlobalAveragePool2d.class, Dropout.class, SpatialDropout.class, Flatten.class,
                BatchNorm.class, Add.class, Concat.class, Multiply.class,
                Maximum.class);
    }
}
