/** Network graph, sessions, trainer, data pipeline, model files, registry and wiring. */
@SuppressWarnings("requires-automatic") // Guice is one
module cnn.core {
    requires transitive cnn.api;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.google.guice;
    requires java.desktop;
    requires org.slf4j;

    exports cnn.core.safetensors;

    uses cnn.api.Plugin;
    uses cnn.api.kernel.KernelsProvider;
}
