package cnn.layers.convolution.strided;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import cnn.api.kernel.Windows;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums over an image whose pixels are spread: the gradient of a strided convolution's input. Most elements of a
 * window fall on the zeros between pixels, and which do repeats from one spread to the next. So outputs are cut into
 * phases, (row mod spread, column mod spread): in each, what is left of the kernel is a small dense one over the image
 * itself. Where nothing is left, outputs are what sums start from.
 *
 * <p>All phases see one canvas. A task is an image's band of canvas rows, about a million multiply-adds, with the
 * outputs of all phases there.
 */
public final class PhasedCorrelation implements Correlation {
    private static final int BAND_MULTIPLY_ADDS = 1 << 20;

    private final Filters filters;
    private final Geometry geometry;
    private final Canvas canvas;
    private final Phase[] phases;
    private final int packedFloats;
    private final int bandRows;
    private final int bands;

    /**
     * The outputs that see the same elements.
     *
     * @param windows the windows of one row, of one group
     * @param inAt where the first window starts on the canvas
     * @param packedAt where the weights start
     */
    private record Phase(Stretch row, Stretch column, Windows windows, int inAt, int packedAt) {
        boolean isEmpty() {
            return row.elements() == 0 || column.elements() == 0;
        }
    }

    public PhasedCorrelation(Filters filters) {
        this.filters = filters;
        geometry = filters.correlation();
        List<Stretch> rows = Stretch.phases(geometry.rows());
        List<Stretch> columns = Stretch.phases(geometry.columns());
        canvas = new Canvas(unspread(geometry.rows(), rows), unspread(geometry.columns(), columns),
                geometry.channels());
        List<Phase> found = new ArrayList<>();
        int at = 0;
        for (Stretch row : rows) {
            for (Stretch column : columns) {
                Phase phase = phase(row, column, at);
                found.add(phase);
                at = Math.addExact(at, phase.isEmpty()
                        ? 0
                        : Math.multiplyExact(geometry.groups(), phase.windows.panels().size()));
            }
        }
        phases = found.toArray(Phase[]::new);
        packedFloats = at;
        int steps = canvas.rows().out();
        long stepMultiplyAdds = Math.max(1, geometry.usefulMultiplyAdds() / steps);
        int most = Math.clamp(BAND_MULTIPLY_ADDS / stepMultiplyAdds, 1, steps);
        bands = (steps + most - 1) / most;
        bandRows = (steps + bands - 1) / bands;
    }

    /** The axis along which one window goes from pixel to pixel and sees what all phases see. */
    private static Axis unspread(Axis axis, List<Stretch> phases) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (Stretch phase : phases) {
            if (phase.elements() > 0) {
                first = Math.min(first, phase.pixel());
                last = Math.max(last, phase.pixel() + (phase.elements() - 1) * phase.reach());
            }
        }
        int count = phases.getFirst().count();
        return first > last
                ? new Axis(axis.in(), count, 1, 1, 1, 0)
                : new Axis(axis.in(), count, last - first + 1, 1, 1, -first);
    }

    private Phase phase(Stretch row, Stretch column, int packedAt) {
        int channels = geometry.channels();
        boolean wholeRows = column.reach() == 1 && geometry.groups() == 1;
        int perRow = wholeRows ? 1 : column.elements();
        int[] offsets = new int[row.elements() * perRow];
        for (int run = 0; run < offsets.length; run++) {
            offsets[run] = run / perRow * row.reach() * canvas.pitch() + run % perRow * column.reach() * channels;
        }
        Windows windows = new Windows(offsets, wholeRows ? column.elements() * channels : geometry.groupChannels(),
                channels, geometry.groupFilters(), column.outputStep() * geometry.filters());
        int inAt = (row.pixel() + canvas.rows().before()) * canvas.pitch()
                + (column.pixel() + canvas.columns().before()) * channels;
        return new Phase(row, column, windows, inAt, packedAt);
    }

    @Override
    public int packedFloats() {
        return packedFloats;
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        for (Phase phase : phases) {
            for (int i = 0; i < phase.row.elements() * phase.column.elements(); i++) {
                int row = phase.row.element() + i / phase.column.elements() * phase.row.elementStep();
                int column = phase.column.element() + i % phase.column.elements() * phase.column.elementStep();
                pack(phase, i, row * geometry.columns().kernel() + column, weights, packed);
            }
        }
    }

    private void pack(Phase phase, int index, int position, float[] weights, float[] packed) {
        Panels panels = phase.windows.panels();
        int channels = geometry.groupChannels();
        for (int group = 0; group < geometry.groups(); group++) {
            panels.pack(weights, filters.at(group, position), filters.inStride(), filters.outStride(),
                    index * channels, channels, packed, phase.packedAt + group * panels.size());
        }
    }

    @Override
    public int scratchFloats() {
        return canvas.scratchFloats(canvas.rows().canvas(bandRows));
    }

    @Override
    public int tasks(int batch) {
        return batch * bands;
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        Products products = pass.kernels().products();
        int image = task / bands;
        int first = task % bands * bandRows;
        int end = Math.min(first + bandRows, canvas.rows().out());
        int at = canvas.place(in, image * geometry.inFloats(), first, canvas.rows().canvas(end - first), scratch, 0);
        float[] from = canvas.source(in, scratch);
        int outAt = image * geometry.outFloats();
        for (Phase phase : phases) {
            for (int row = first; row < Math.min(end, phase.row.count()); row++) {
                int rowAt = outAt + index(phase, row);
                if (phase.isEmpty()) {
                    fill(phase, start, out, rowAt);
                } else {
                    sums(products, phase, from, at + (row - first) * canvas.pitch(), packed, start, out, rowAt);
                }
            }
        }
        int spread = geometry.rows().spread();
        int rowFloats = geometry.columns().out() * geometry.filters();
        finish.finish(pass, out, outAt + first * spread * rowFloats,
                outAt + Math.min(end * spread, geometry.rows().out()) * rowFloats);
    }

    /** Index of a phase's first output in its row {@code row}. */
    private int index(Phase phase, int row) {
        int outRow = phase.row.output() + row * phase.row.outputStep();
        return (outRow * geometry.columns().out() + phase.column.output()) * geometry.filters();
    }

    private void sums(Products products, Phase phase, float[] from, int canvasAt, float[] packed,
            float @Nullable [] start, float[] out, int rowAt) {
        for (int group = 0; group < geometry.groups(); group++) {
            int column = group * geometry.groupFilters();
            products.weightedSums(phase.windows, from, canvasAt + phase.inAt + group * geometry.groupChannels(),
                    packed, phase.packedAt + group * phase.windows.panels().size(), start, column, out,
                    rowAt + column, phase.column.count());
        }
    }

    private void fill(Phase phase, float @Nullable [] start, float[] out, int rowAt) {
        int filters = geometry.filters();
        for (int p = 0; p < phase.column.count(); p++) {
            int at = rowAt + p * phase.column.outputStep() * filters;
            if (start == null) {
                Arrays.fill(out, at, at + filters, 0);
            } else {
                System.arraycopy(start, 0, out, at, filters);
            }
        }
    }
}
