package cnn.layers.convolution.depthwise;

import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Stretch;
import cnn.layers.kernel.ChannelWindows;
import cnn.layers.kernel.Depthwise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a depthwise convolution, one row of outputs at a time. Elements of the kernel that fall on padding are
 * left out, so that no padded copy is needed. Weights are (kernel height, kernel width, channels).
 */
final class DepthwiseRows {
    private final Geometry geometry;
    private final List<Stretch> rows;
    private final List<Stretch> columns;
    private final ChannelWindows[][] windows;
    private final int[] stretchOfRow;

    DepthwiseRows(Geometry geometry) {
        this.geometry = geometry;
        rows = Stretch.of(geometry.rows());
        columns = Stretch.of(geometry.columns());
        windows = new ChannelWindows[rows.size()][columns.size()];
        stretchOfRow = new int[geometry.rows().out()];
        for (int i = 0; i < rows.size(); i++) {
            Stretch row = rows.get(i);
            for (int at = 0; at < row.count(); at++) {
                stretchOfRow[row.output() + at * row.outputStep()] = i;
            }
            for (int j = 0; j < columns.size(); j++) {
                windows[i][j] = windows(row, columns.get(j));
            }
        }
    }

    private ChannelWindows windows(Stretch row, Stretch column) {
        int channels = geometry.channels();
        return new ChannelWindows(row.elements(), column.elements(), row.reach() * pitch(), column.reach() * channels,
                column.pixelStep() * channels, row.elementStep() * weightPitch(), column.elementStep() * channels,
                column.outputStep() * channels, channels);
    }

    /** Floats of one row of outputs. */
    int rowFloats() {
        return geometry.columns().out() * geometry.channels();
    }

    /** Overwrites output row {@code row} of an image. */
    void weightedSums(Depthwise kernels, int row, float[] in, int imageAt, float[] weights, float @Nullable [] start,
            float[] out, int rowAt) {
        int at = stretchOfRow[row];
        for (int j = 0; j < windows[at].length; j++) {
            Stretch column = columns.get(j);
            kernels.weightedSums(windows[at][j], in, imageAt + firstPixel(row, column), weights,
                    firstWeight(row, column), start, out, rowAt + column.output() * geometry.channels(),
                    column.count());
        }
    }

    /** Adds the products of an image's output row {@code row} to {@code sums}, which are as the weights. */
    void addProducts(Depthwise kernels, int row, float[] in, int imageAt, float[] gradient, int rowAt, float[] sums,
            int sumsAt) {
        int at = stretchOfRow[row];
        for (int j = 0; j < windows[at].length; j++) {
            Stretch column = columns.get(j);
            kernels.addProducts(windows[at][j], in, imageAt + firstPixel(row, column), gradient,
                    rowAt + column.output() * geometry.channels(), column.count(), sums,
                    sumsAt + firstWeight(row, column));
        }
    }

    private int firstPixel(int row, Stretch column) {
        Stretch stretch = rows.get(stretchOfRow[row]);
        int pixelRow = stretch.pixel() + (row - stretch.output()) / stretch.outputStep() * stretch.pixelStep();
        return pixelRow * pitch() + column.pixel() * geometry.channels();
    }

    private int firstWeight(int row, Stretch column) {
        return rows.get(stretchOfRow[row]).element() * weightPitch() + column.element() * geometry.channels();
    }

    private int pitch() {
        return geometry.columns().in() * geometry.channels();
    }

    private int weightPitch() {
        return geometry.columns().kernel() * geometry.channels();
    }
}
