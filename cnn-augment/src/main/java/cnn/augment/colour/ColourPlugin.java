package cnn.augment.colour;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that change colours. */
public final class ColourPlugin implements Plugin {
    /** For the ServiceLoader. */
    public ColourPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Brightness.class, Contrast.class, Saturation.class, Hue.class, Gamma.class, AutoContrast.class,
                Equalize.class, Clahe.class, Posterize.class, Solarize.class, Invert.class, Greyscale.class, Tone.class,
                Shade.class);
    }
}
