/** What networks that find and outline things give, as boxes and masks on a picture. */
module cnn.vision {
    requires transitive cnn.core;
    requires transitive java.desktop;
    requires org.jspecify;

    exports cnn.vision;
}
