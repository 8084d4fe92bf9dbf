/** An application that has the framework inside. */
module com.example.stripes {
    requires cnn.core;
    requires cnn.layers;
}
