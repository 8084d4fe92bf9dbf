package cnn.augment;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters of this module. */
public final class AugmentPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public AugmentPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Flip.class, Mirror.class, Crop.class, Affine.class, Rotate.class, Shift.class, Scale.class,
                Shear.class, Elastic.class, Erase.class, Stroke.class, Gaps.class, Blur.class, Tone.class, Shade.class,
                Brightness.class, Contrast.class, Noise.class, Chain.class, Sometimes.class, MixUp.class, CutMix.class);
    }
}
