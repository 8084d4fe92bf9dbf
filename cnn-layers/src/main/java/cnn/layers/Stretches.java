package cnn.layers;

import cnn.layers.kernel.Taps;
import java.util.Arrays;

/**
 * A row of pooling windows cut into stretches of neighbours that are alike: a few at each edge, where windows reach
 * over it, and all between. Kernels take a stretch at a time.
 */
final class Stretches {
    private final PoolWindows windows;
    private final int[] starts;
    private final Taps[][] taps;

    /**
     * @param columnCounts one number for each column of windows; neighbours whose numbers differ are not alike
     */
    Stretches(PoolWindows windows, float[] columnCounts) {
        this.windows = windows;
        int[] found = new int[columnCounts.length + 1];
        int count = 0;
        for (int column = 0; column < columnCounts.length; column++) {
            if (column == 0 || windows.firstColumn(column) != windows.firstColumn(column - 1)
                    || windows.endColumn(column) != windows.endColumn(column - 1)
                    || columnCounts[column] != columnCounts[column - 1]) {
                found[count++] = column;
            }
        }
        found[count] = columnCounts.length;
        starts = Arrays.copyOf(found, count + 1);
        taps = new Taps[windows.over().kernel().height() + 1][];
        for (int row = 0; row < windows.over().outHeight(); row++) {
            int rows = windows.endRow(row) - windows.firstRow(row);
            if (taps[rows] == null) { // most rows of windows are alike
                taps[rows] = new Taps[count];
                for (int stretch = 0; stretch < count; stretch++) {
                    taps[rows][stretch] = tapsAt(rows, starts[stretch]);
                }
            }
        }
    }

    private Taps tapsAt(int rows, int column) {
        int channels = windows.channels();
        Window2d over = windows.over();
        return new Taps(rows, windows.endColumn(column) - windows.firstColumn(column),
                over.dilation().height() * over.inWidth() * channels, over.dilation().width() * channels,
                over.stride().width() * channels, channels, windows.apart());
    }

    /** Number of stretches. */
    int count() {
        return starts.length - 1;
    }

    /** The first window's column. */
    int column(int stretch) {
        return starts[stretch];
    }

    /** Number of windows. */
    int outputs(int stretch) {
        return starts[stretch + 1] - starts[stretch];
    }

    /** Where the pixels of the windows in an output row lie. */
    Taps taps(int row, int stretch) {
        return taps[windows.endRow(row) - windows.firstRow(row)][stretch];
    }

    /** Index of the first window's first pixel within an example. */
    int input(int row, int stretch) {
        int column = starts[stretch];
        return windows.input(row, windows.firstRow(row), column, windows.firstColumn(column));
    }
}
