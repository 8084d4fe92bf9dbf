package cnn.layers.convolution.direct;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Bands;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import org.jspecify.annotations.Nullable;

/**
 * Every weighted sum as it is written: a product of each window with the packed weights. It serves all shapes. A task is
 * one of {@link Bands}.
 */
public final class DirectCorrelation implements Correlation {
    private final Filters filters;
    private final Geometry geometry;
    private final Canvas canvas;
    private final Windows windows;
    private final Bands bands;
    /** By the width of a part, in units of {@link Bands#COLUMNS}: all parts but the last, and the last. */
    private final Windows[] parts;
    private final Windows[] lastParts;

    public DirectCorrelation(Filters filters) {
        this.filters = filters;
        geometry = filters.correlation();
        canvas = new Canvas(geometry.rows(), geometry.columns(), geometry.channels());
        windows = windows(geometry, canvas);
        bands = new Bands(geometry);
        int filterCount = windows.columns();
        parts = new Windows[filterCount / Bands.COLUMNS + 1];
        lastParts = new Windows[parts.length];
        for (int i = 1; i < parts.length; i++) {
            int columns = i * Bands.COLUMNS;
            parts[i] = windows.columns(columns);
            lastParts[i] = windows.columns(filterCount - (filterCount - 1) / columns * columns);
        }
    }

    /** The windows of one group. A line is a row of the output. */
    public static Windows windows(Geometry geometry, Canvas canvas) {
        Axis rows = geometry.rows();
        Axis columns = geometry.columns();
        boolean wholeRows = columns.dilation() == 1 && geometry.groups() == 1;
        int[] offsets = new int[wholeRows ? rows.kernel() : geometry.positions()];
        for (int run = 0; run < offsets.length; run++) {
            int row = wholeRows ? run : run / columns.kernel();
            int column = wholeRows ? 0 : run % columns.kernel();
            offsets[run] = row * rows.dilation() * canvas.pitch() + column * columns.dilation() * canvas.channels();
        }
        return new Windows(offsets, wholeRows ? columns.kernel() * geometry.channels() : geometry.groupChannels(),
                columns.stride() * geometry.channels(), geometry.groupFilters(), geometry.outPitch())
                .lines(rows.stride() * canvas.pitch(), columns.out() * geometry.outPitch());
    }

    @Override
    public int packedFloats() {
        return Math.multiplyExact(geometry.groups(), windows.panels().size());
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        Panels panels = windows.panels();
        int channels = geometry.groupChannels();
        for (int group = 0; group < geometry.groups(); group++) {
            for (int position = 0; position < geometry.positions(); position++) {
                panels.pack(weights, filters.at(group, position), filters.inStride(), filters.outStride(),
                        position * channels, channels, packed, group * panels.size());
            }
        }
    }

    @Override
    public int scratchFloats() {
        return canvas.scratchFloats(geometry.rows().canvas(bands.mostRows()));
    }

    @Override
    public int tasks(int batch) {
        return bands.tasks(batch);
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        Products products = pass.kernels().products();
        int batch = pass.batch();
        int partCount = bands.parts(batch);
        int band = task / partCount;
        int image = band / bands.bands(batch);
        int first = band % bands.bands(batch) * bands.rows(batch);
        int rows = Math.min(bands.rows(batch), geometry.rows().out() - first);
        int width = bands.columns(batch);
        int column = task % partCount * width;
        Windows part = windows;
        if (partCount > 1) {
            part = (task % partCount == partCount - 1 ? lastParts : parts)[width / Bands.COLUMNS];
        }
        int at = canvas.place(in, image * geometry.inFloats(), first * geometry.rows().stride(),
                geometry.rows().canvas(rows), scratch, 0);
        float[] from = canvas.source(in, scratch);
        int outWidth = geometry.columns().out();
        int outAt = image * geometry.outFloats() + first * outWidth * geometry.outPitch() + geometry.out().first();
        for (int group = 0; group < geometry.groups(); group++) {
            int filter = group * geometry.groupFilters() + column;
            products.weightedSums(part, from, at + group * geometry.groupChannels(), packed,
                    group * windows.panels().size() + windows.panels().index(0, column), start, filter, out,
                    outAt + filter, outWidth, rows);
        }
        finish.finish(pass, out, outAt + column, rows * outWidth, geometry.outPitch(),
                partCount == 1 ? geometry.filters() : part.columns());
    }
}
