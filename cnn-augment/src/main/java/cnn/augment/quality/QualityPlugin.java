package cnn.augment.quality;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that change sharpness, or add noise and what files lose. */
public final class QualityPlugin implements Plugin {
    /** For the ServiceLoader. */
    public QualityPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Blur.class, Sharpen.class, Noise.class, Jpeg.class);
    }
}
