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
public final class DepthwiseRows {
    private final Geometry geometry;
    private final int first;
    private final int end;
    private final List<Stretch> rows;
    private final List<Stretch> columns;
    private final ChannelWindows[][] windows;
    private final int[] stretchOfRow;

    /** Of all channels of an image. */
    public DepthwiseRows(Geometry geometry) {
        this(geometry, 0, geometry.channels());
    }

    /** Of channels {@code first … end − 1}; the image and the outputs have these alone. */
    public DepthwiseRows(Geometry geometry, int first, int end) {
        this.geometry = geometry;
        this.first = first;
        this.end = end;
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
        int pixel = end - first;
        return new ChannelWindows(row.elements(), column.elements(), row.reach() * pitch(), column.reach() * pixel,
                column.pixelStep() * pixel, row.elementStep() * weightPitch(), column.elementStep() * channels,
                column.outputStep() * pixel, first, end);
    }

    /** Floats of one row of outputs. */
    public int rowFloats() {
        return geometry.columns().out() * (end - first);
    }

    /** Overwrites output row {@code row} of an image, or these channels of it. */
    public void weightedSums(Depthwise kernels, int row, float[] in, int imageAt, float[] weights,
            float @Nullable [] start,
            float[] out, int rowAt) {
        int at = stretchOfRow[row];
        for (int j = 0; j < windows[at].length; j++) {
            Stretch column = columns.get(j);
            kernels.weightedSums(windows[at][j], in, imageAt - first + firstPixel(row, column), weights,
                    firstWeight(row, column), start, out, rowAt - first + column.output() * (end - first),
                    column.count());
        }
    }

    /** Of all channels, adds the products of an image's output row {@code row} to {@code sums}, which are as the weights. */
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
        return pixelRow * pitch() + column.pixel() * (end - first);
    }

    private int firstWeight(int row, Stretch column) {
        return rows.get(stretchOfRow[row]).element() * weightPitch() + column.element() * geometry.channels();
    }

    private int pitch() {
        return geometry.columns().in() * (end - first);
    }

    private int weightPitch() {
        return geometry.columns().kernel() * geometry.channels();
    }
}
