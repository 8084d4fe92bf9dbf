package cnn.layers.convolution.volume;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.api.layer.Pass;
import cnn.layers.convolution.shared.Axis;
import cnn.layers.convolution.shared.Correlation;
import cnn.layers.convolution.shared.Filters;
import org.jspecify.annotations.Nullable;

/** Every weighted sum over windows of a volume as it is written. A task is one slice of one example's output. */
public final class VolumeCorrelation implements Correlation {
    private final Filters filters;
    private final Volume volume;
    private final SliceCanvas canvas;
    private final Windows windows;

    /**
     * The outputs, or the gradient of the input.
     *
     * @param layer the layer's own shapes, never turned
     * @param turned whether it is that of the gradient
     */
    public VolumeCorrelation(Volume layer, boolean turned) {
        filters = new Filters(layer.flat(), turned);
        volume = turned ? layer.turned() : layer;
        canvas = new SliceCanvas(volume);
        windows = windows(volume, canvas);
    }

    /** The windows of one group. A line is a row of the output. */
    static Windows windows(Volume volume, SliceCanvas canvas) {
        Axis rows = volume.rows();
        Axis columns = volume.columns();
        boolean wholeRows = columns.dilation() == 1 && volume.groups() == 1;
        int runs = wholeRows ? 1 : columns.kernel(); // of a row
        int slice = canvas.floats() / volume.slices().kernel();
        int[] offsets = new int[volume.positions() / (wholeRows ? columns.kernel() : 1)];
        for (int run = 0; run < offsets.length; run++) {
            offsets[run] = run / runs / rows.kernel() * slice + run / runs % rows.kernel() * rows.dilation()
                    * canvas.pitch() + run % runs * columns.dilation() * volume.channels();
        }
        return new Windows(offsets, wholeRows ? columns.kernel() * volume.channels() : volume.groupChannels(),
                columns.stride() * volume.channels(), volume.groupFilters(), volume.filters())
                .lines(rows.stride() * canvas.pitch(), columns.out() * volume.filters());
    }

    @Override
    public int packedFloats() {
        return Math.multiplyExact(volume.groups(), windows.panels().size());
    }

    @Override
    public void pack(float[] weights, Kernels kernels, float[] packed) {
        Panels panels = windows.panels();
        int channels = volume.groupChannels();
        for (int group = 0; group < volume.groups(); group++) {
            for (int position = 0; position < volume.positions(); position++) {
                panels.pack(weights, filters.at(group, position), filters.inStride(), filters.outStride(),
                        position * channels, channels, packed, group * panels.size());
            }
        }
    }

    @Override
    public int scratchFloats() {
        return canvas.floats();
    }

    @Override
    public int tasks(int batch) {
        return batch * volume.slices().out();
    }

    @Override
    public void run(Pass pass, float[] in, float[] packed, float @Nullable [] start, float[] out, float[] scratch,
            int task, Finish finish) {
        int slices = volume.slices().out();
        canvas.place(in, task / slices * volume.slices().in() * volume.sliceFloats(), task % slices, scratch);
        int outAt = task * volume.outSliceFloats();
        for (int group = 0; group < volume.groups(); group++) {
            int filter = group * volume.groupFilters();
            pass.kernels().products().weightedSums(windows, scratch, group * volume.groupChannels(), packed,
                    group * windows.panels().size(), start, filter, out, outAt + filter, volume.columns().out(),
                    volume.rows().out());
        }
        finish.finish(pass, out, outAt, outAt + volume.outSliceFloats());
    }
}
