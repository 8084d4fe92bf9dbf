package cnn.layers.convolution.shared;

import cnn.api.kernel.Panels;

/**
 * How a correlation is cut into tasks: an image, a band of its output rows, a part of its filters. All of it follows
 * from shapes and the batch.
 *
 * <p>A task should be long beside the cost of handing it to a thread, there should be enough tasks for 16 threads, and
 * little should be read twice: each task copies its rows of the image, and streams its part of the weights. Weights that
 * stay in a core's own cache cost nothing. Of others, each number should serve some fifty windows: one row of a 7×7 map
 * of 512 channels would read 9 MB of weights for 60 microseconds of arithmetic.
 */
public final class Bands {
    /** Some ten microseconds on one core. */
    private static final long FEWEST_MULTIPLY_ADDS = 1 << 20;
    private static final long MOST_MULTIPLY_ADDS = 1 << 24;
    private static final int TASKS = 64;
    private static final int FEWEST_TASKS = 32;
    /** Half a mebibyte: half the near cache of a current core, or a quarter. */
    private static final int NEAR_FLOATS = 1 << 17;
    private static final int FAR_WINDOWS = 56;
    private static final int FEWEST_COLUMNS = 4 * Panels.WIDTH;
    /** Parts are whole pairs of panels. */
    public static final int COLUMNS = 2 * Panels.WIDTH;

    private final long imageMultiplyAdds;
    private final long rowMultiplyAdds;
    private final int outHeight;
    private final int fewestRows;
    private final int columns;
    private final int mostParts;

    public Bands(Geometry geometry) {
        outHeight = geometry.rows().out();
        imageMultiplyAdds = geometry.multiplyAdds();
        rowMultiplyAdds = imageMultiplyAdds / outHeight;
        int outWidth = geometry.columns().out();
        boolean near = geometry.weightFloats() / geometry.groups() <= NEAR_FLOATS;
        fewestRows = near ? 1 : Math.min(outHeight, (FAR_WINDOWS + outWidth - 1) / outWidth);
        columns = geometry.groupFilters();
        mostParts = geometry.groups() > 1 ? 1 : Math.max(1, columns / FEWEST_COLUMNS);
    }

    /** One more where they are odd, as cores are even: of seven bands, one of two threads would get four. */
    public static int even(int bands, int most) {
        return Math.min(bands + bands % 2, most);
    }

    /** Tasks for so many images. */
    public int tasks(int batch) {
        return batch * bands(batch) * parts(batch);
    }

    /** Bands of rows in an image. */
    public int bands(int batch) {
        int most = mostRows(batch * imageMultiplyAdds / TASKS);
        return (outHeight + most - 1) / most;
    }

    /** Rows of a band; the last one may have fewer. */
    public int rows(int batch) {
        int bands = bands(batch);
        return (outHeight + bands - 1) / bands;
    }

    /** Rows of the largest band that any batch has. */
    public int mostRows() {
        return mostRows(MOST_MULTIPLY_ADDS);
    }

    private int mostRows(long multiplyAdds) {
        long wanted = Math.clamp(multiplyAdds, FEWEST_MULTIPLY_ADDS, MOST_MULTIPLY_ADDS);
        return Math.clamp(wanted / rowMultiplyAdds, fewestRows, outHeight);
    }

    /** Parts of the filters. */
    public int parts(int batch) {
        int width = columns(batch);
        return (columns + width - 1) / width;
    }

    /** Filters of a part: all, or a multiple of {@link #COLUMNS}; the last one may have fewer. */
    public int columns(int batch) {
        int others = batch * bands(batch);
        int wanted = Math.min((FEWEST_TASKS + others - 1) / others, mostParts);
        int parts = Math.clamp(rows(batch) * rowMultiplyAdds / FEWEST_MULTIPLY_ADDS, 1, wanted);
        return parts == 1 ? columns : ((columns + parts - 1) / parts + COLUMNS - 1) / COLUMNS * COLUMNS;
    }
}
