package cnn.layers.convolution.volume;

import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.BatchParts;
import cnn.layers.convolution.shared.FilterPanels;
import cnn.layers.convolution.shared.WeightGradient;

/**
 * The gradient of the weights as it is written: for each window its numbers times the gradient of its outputs, slice after
 * slice, summed as {@link BatchParts} does.
 */
public final class VolumeWeightGradient implements WeightGradient {
    private final Volume volume;
    private final SliceCanvas canvas;
    private final FilterPanels panels;
    private final int rows;
    private final FloatSlot scratch;
    private final BatchParts parts;

    public VolumeWeightGradient(Volume volume, Binding in, Param weights) {
        this.volume = volume;
        canvas = new SliceCanvas(volume);
        Windows windows = VolumeCorrelation.windows(volume, canvas);
        panels = new FilterPanels(windows);
        rows = windows.rows();
        scratch = in.scratchForTraining(Math.addExact(canvas.floats(),
                panels.scratchFloats(volume.rows().out() * volume.columns().out())));
        parts = new BatchParts(panels, rows, volume.groups(), in, weights, this::addVolume);
    }

    @Override
    public void run(Backward pass) {
        parts.run(pass, volume.multiplyAdds());
    }

    private void addVolume(Backward pass, int example, float[] sums, int sumsAt) {
        float[] copy = pass.floats(scratch);
        int slices = volume.slices().out();
        for (int slice = 0; slice < slices; slice++) {
            canvas.place(pass.input(), example * volume.slices().in() * volume.sliceFloats(), slice, copy);
            int gradientAt = (example * slices + slice) * volume.outSliceFloats();
            for (int group = 0; group < volume.groups(); group++) {
                panels.add(pass.kernels().products(), copy, group * volume.groupChannels(), pass.outputGradient(),
                        gradientAt + group * volume.groupFilters(), volume.columns().out(), volume.rows().out(), sums,
                        sumsAt + group * rows * volume.groupFilters(), copy, canvas.floats());
            }
        }
    }
}
