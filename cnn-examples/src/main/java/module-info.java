/** The bundled examples, the shapes data set and ready pipelines. */
module cnn.examples {
    requires transitive cnn.api;
    requires transitive cnn.core;
    requires cnn.augment;
    requires cnn.guice;
    requires cnn.layers;
    requires java.desktop; // the contact sheet and the photographs

    exports cnn.examples;
    exports cnn.examples.digits;
    exports cnn.examples.embedded;
    exports cnn.examples.photos;
    exports cnn.examples.shapes;

    provides cnn.api.Plugin with cnn.examples.ExamplesPlugin;
}
