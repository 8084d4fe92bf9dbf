/** What a network makes of a picture, and why it answers so. */
module cnn.explain {
    requires transitive cnn.core;
    requires org.jspecify;

    exports cnn.explain;
    exports cnn.explain.colour;
}
