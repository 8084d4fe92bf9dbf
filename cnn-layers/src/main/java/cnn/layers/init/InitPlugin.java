package cnn.layers.init;

import cnn.api.Plugin;
import java.util.List;

/** The initializers. */
public final class InitPlugin implements Plugin {
    /** For the ServiceLoader. */
    public InitPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(HeNormal.class, HeUniform.class, GlorotNormal.class, GlorotUniform.class, LecunNormal.class,
                LecunUniform.class, TruncatedNormal.class, Orthogonal.class, Identity.class, Constant.class);
    }
}
