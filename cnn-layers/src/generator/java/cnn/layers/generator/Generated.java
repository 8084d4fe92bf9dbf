package cnn.layers.generator;

/** A class that the generator writes. */
sealed interface Generated permits TileClass, KernelTransform, TileTransform {
    /** The package that it belongs to. */
    String packageName();

    /** Its name. */
    String name();

    /** Its source. */
    String source();
}
