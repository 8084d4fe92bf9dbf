/** The bundled examples, the shapes data set and ready pipelines. */
module cnn.examples {
    requires transitive cnn.api;
    requires transitive cnn.core;
    requires cnn.augment;
    requires cnn.layers;
}
