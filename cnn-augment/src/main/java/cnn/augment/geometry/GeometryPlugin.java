package cnn.augment.geometry;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that move pixels. */
public final class GeometryPlugin implements Plugin {
    /** For the ServiceLoader. */
    public GeometryPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Flip.class, Mirror.class, Crop.class, ResizedCrop.class, Pad.class, Affine.class, Rotate.class,
                Shift.class, Scale.class, Shear.class, Perspective.class, Elastic.class);
    }
}
