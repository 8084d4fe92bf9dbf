package cnn.layers.pool;

/**
 * Some parts of an axis, as even as whole numbers allow: part i reaches from ⌊i · length / parts⌋ to
 * ⌈(i + 1) · length / parts⌉, exclusive. Parts may overlap by one, and there may be more of them than positions.
 *
 * @param length positions
 * @param parts regions
 */
record Region(int length, int parts) {
    /** First position of a part. */
    int start(int part) {
        return (int) ((long) part * length / parts);
    }

    /** Behind the last position of a part. */
    int end(int part) {
        return (int) (((part + 1L) * length + parts - 1) / parts);
    }
}
