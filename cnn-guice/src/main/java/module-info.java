/** The framework wired by Guice. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Guice is one
module cnn.guice {
    requires transitive cnn.api;
    requires transitive cnn.core;
    requires transitive com.google.guice;
    // What Guice's jar, as it names no modules, cannot ask for itself.
    requires com.google.common;
    requires jakarta.inject;
    requires static org.jspecify;

    exports cnn.guice;
}
