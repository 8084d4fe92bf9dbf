/** The contracts that every other module, and every plug-in, is written against. */
module cnn.api {
    requires static transitive org.jspecify;

    exports cnn.api;
    exports cnn.api.data;
    exports cnn.api.kernel;
    exports cnn.api.layer;
    exports cnn.api.train;
}
