package cnn.layers.convolution;

import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Bands;
import cnn.layers.convolution.shared.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * How the map before a depthwise convolution is cut into tasks: parts of its channels, which need nothing of each other, where
 * it has many, and bands of rows where a batch has few images; of small images some make one piece.
 *
 * @param rows how windows move from top to bottom
 * @param width pixels of a row of the map
 * @param channels of the map
 * @param pairs of panels that the channels are
 * @param parts of its channels, whole pairs of panels
 * @param heldRows rows of a part that stay in a core's own cache
 * @param images that make one piece; 1 where an image does not fit there
 */
record Pieces(Axis rows, int width, int channels, int pairs, int parts, int heldRows, int images) {
    /** A half of the near cache of a current core, or a quarter. */
    private static final int MOST_FLOATS = 1 << 17;
    /** For so many windows a product reads its weights once. */
    private static final int FEWEST_PIXELS = 196;
    /** For an even share of two threads, and four. */
    private static final int FEWEST_PIECES = 4;
    /** Channels of a part: neighbours write to some of the same lines of the cache. */
    private static final int FEWEST_PAIRS = 3;
    /** Images of fewer pixels are cut by channels, of more by rows. */
    private static final int FEW_PIXELS = 1024;

    /** How it is cut; null where rows are so long that a core's own cache does not hold those that two windows see. */
    static @Nullable Pieces of(Geometry depthwise) {
        Axis rows = depthwise.rows();
        int width = depthwise.columns().in();
        int channels = depthwise.channels();
        int pairs = Math.ceilDiv(channels, Bands.COLUMNS);
        long pixels = (long) rows.in() * width;
        int fewestRows = (int) Math.min(rows.in(), (long) rows.stride() + rows.reach());
        int widest = (int) Math.min(pairs, MOST_FLOATS / Bands.COLUMNS / ((long) fewestRows * width));
        if (widest == 0) {
            return null;
        }
        int wanted = pixels < FEW_PIXELS ? Math.clamp(pairs / FEWEST_PAIRS, 1, FEWEST_PIECES) : 1;
        int parts = Math.max(wanted, Math.ceilDiv(pairs, widest));
        int partFloats = Math.ceilDiv(pairs, parts) * Bands.COLUMNS * width;
        int held = Math.clamp(MOST_FLOATS / partFloats, fewestRows, rows.in());
        int images = held < rows.in() ? 1 : Math.clamp(FEWEST_PIXELS / pixels, 1, FEWEST_PIXELS);
        return new Pieces(rows, width, channels, pairs, parts, held, images);
    }

    /** Floats of the rows that are held. */
    int mapFloats() {
        return rowFloats(Math.multiplyExact(heldRows * images, width));
    }

    /** Floats of so many pixels of the widest part. */
    int rowFloats(int pixels) {
        return Math.multiplyExact(pixels, Math.min(channels, Math.ceilDiv(pairs, parts) * Bands.COLUMNS));
    }

    /** Bands of rows of each image. */
    int bands(int batch) {
        return batch >= FEWEST_PIECES ? 1 : Math.min(rows.out(), Math.ceilDiv(FEWEST_PIECES, parts * batch));
    }

    /** Pieces of a batch: all bands of all parts of the first images, and so on. */
    int count(int batch) {
        return Math.ceilDiv(batch, images) * bands(batch) * parts;
    }

    int part(int piece) {
        return piece % parts;
    }

    int firstImage(int batch, int piece) {
        return piece / parts / bands(batch) * images;
    }

    int firstChannel(int part) {
        return (int) ((long) part * pairs / parts) * Bands.COLUMNS;
    }

    int endChannel(int part) {
        return Math.min(channels, firstChannel(part + 1));
    }

    /** The first row of outputs. */
    int firstOutput(int batch, int piece) {
        return output(batch, piece / parts % bands(batch));
    }

    /** Behind the last row of outputs. */
    int endOutput(int batch, int piece) {
        return output(batch, piece / parts % bands(batch) + 1);
    }

    private int output(int batch, int band) {
        return (int) ((long) band * rows.out() / bands(batch));
    }

    /** The first row of the map that a row of outputs sees, or will be the first that is held for it. */
    int firstRow(int output) {
        return Math.clamp((long) output * rows.stride() - rows.before(), 0, rows.in());
    }

    /** Behind the last row of the map that a row of outputs sees. */
    int endRow(int output) {
        return Math.clamp((long) output * rows.stride() - rows.before() + rows.reach(), firstRow(output), rows.in());
    }
}
