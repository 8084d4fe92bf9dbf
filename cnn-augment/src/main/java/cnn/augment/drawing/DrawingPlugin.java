package cnn.augment.drawing;

import cnn.api.Plugin;
import java.util.List;

/** The augmenters that change how lines are drawn. */
public final class DrawingPlugin implements Plugin {
    /** For the ServiceLoader. */
    public DrawingPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Stroke.class, Gaps.class);
    }
}
