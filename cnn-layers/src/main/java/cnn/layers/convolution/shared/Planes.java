package cnn.layers.convolution.shared;

/**
 * How matrices of numbers that are read a vector at a time lie in scratch, one behind the other: those that
 * {@link cnn.layers.kernel.Winograd} transforms, rows of a map that a depthwise convolution sees.
 *
 * <p>A vector that straddles two lines of the cache is read in twice the time, and these do little but read and
 * write. Numbers of an array start 16 bytes behind its object, and objects at multiples of what
 * {@code -XX:ObjectAlignmentInBytes} says: with 64, {@link #FIRST} begins a line. With less it does so by chance.
 */
public final class Planes {
    /** Where the first matrix starts. */
    public static final int FIRST = 12;
    /** Matrices whose sizes are powers of two would all lie in the same few lines of the nearest cache. */
    private static final int APART = 16;

    private Planes() {
    }

    /** Floats from one matrix to the next. */
    public static int plane(int rows, int columns) {
        return rows * columns + APART;
    }
}
