package cnn.examples;

import cnn.api.Plugin;
import cnn.examples.shapes.ShapesData;
import java.util.List;

/** What the examples add to pipelines: the shapes data set. */
public final class ExamplesPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public ExamplesPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(ShapesData.class);
    }
}
