package cnn.augment.policy;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that apply others. */
public final class PolicyPlugin implements Plugin {
    /** For the ServiceLoader. */
    public PolicyPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Chain.class, Sometimes.class, RandAugment.class, TrivialAugment.class, AugMix.class);
    }
}
