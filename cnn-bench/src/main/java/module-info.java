/** JMH benchmarks. */
@SuppressWarnings("requires-automatic") // JMH is one
module cnn.bench {
    requires cnn.api;
    requires cnn.augment;
    requires cnn.core;
    requires cnn.examples;
    requires cnn.layers;
    requires cnn.zoo;
    requires java.management;
    requires jmh.core;
}
