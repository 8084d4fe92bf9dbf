package cnn.augment.occlusion;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that cover parts of an image. */
public final class OcclusionPlugin implements Plugin {
    /** For the ServiceLoader. */
    public OcclusionPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Erase.class, Cutout.class);
    }
}
