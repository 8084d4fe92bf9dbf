package cnn.augment.mix;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that mix the images of a batch. */
public final class MixPlugin implements Plugin {
    /** For the ServiceLoader. */
    public MixPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(MixUp.class, CutMix.class);
    }
}
