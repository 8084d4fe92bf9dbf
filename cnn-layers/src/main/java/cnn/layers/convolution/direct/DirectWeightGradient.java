package cnn.layers.convolution.direct;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.BatchParts;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.FilterPanels;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.convolution.shared.WeightGradient;

/**
 * The gradient of the weights as it is written: for each window its numbers times the gradient of its outputs, summed as
 * {@link BatchParts} does.
 */
public final class DirectWeightGradient implements WeightGradient {
    private static final int BAND_MULTIPLY_ADDS = 1 << 20;
    /** All sums are read and written once for so many windows, or for a whole image. */
    private static final int FEWEST_WINDOWS = 128;

    private final Geometry geometry;
    private final Canvas canvas;
    private final FilterPanels panels;
    private final FloatSlot scratch;
    private final BatchParts parts;
    private final int bandRows;
    private final int gradientsAt;
    private final int rows;

    public DirectWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        canvas = new Canvas(geometry.rows(), geometry.columns(), geometry.channels());
        Windows windows = DirectCorrelation.windows(geometry, canvas);
        panels = new FilterPanels(windows);
        rows = windows.rows();
        int outHeight = geometry.rows().out();
        int fewestRows = (FEWEST_WINDOWS + geometry.columns().out() - 1) / geometry.columns().out();
        bandRows = Math.clamp(BAND_MULTIPLY_ADDS / (geometry.multiplyAdds() / outHeight),
                Math.min(fewestRows, outHeight), outHeight);
        int canvasFloats = canvas.scratchFloats(geometry.rows().canvas(bandRows));
        gradientsAt = Planes.FIRST + (canvasFloats + Panels.WIDTH - 1) / Panels.WIDTH * Panels.WIDTH;
        scratch = in.scratchForTraining(gradientsAt + panels.scratchFloats(bandRows * geometry.columns().out()));
        parts = new BatchParts(panels, rows, geometry.groups(), in, weights, this::addImage);
    }

    @Override
    public void run(Backward pass) {
        parts.run(pass, geometry.multiplyAdds());
    }

    /** Adds one image's outer products to the sums of all groups, which are {@link FilterPanels}'. */
    private void addImage(Backward pass, int image, float[] sums, int sumsAt) {
        float[] copy = pass.floats(scratch);
        float[] from = canvas.source(pass.input(), copy);
        int outHeight = geometry.rows().out();
        int rowFloats = geometry.columns().out() * geometry.filters();
        int stride = geometry.rows().stride();
        for (int first = 0; first < outHeight; first += bandRows) {
            int lines = Math.min(bandRows, outHeight - first);
            int at = canvas.place(pass.input(), image * geometry.inFloats(), first * stride,
                    geometry.rows().canvas(lines), copy, 0);
            int gradientAt = image * geometry.outFloats() + first * rowFloats;
            for (int group = 0; group < geometry.groups(); group++) {
                int inAt = at + group * geometry.groupChannels();
                int columnAt = gradientAt + group * geometry.groupFilters();
                panels.add(pass.kernels().products(), from, inAt, pass.outputGradient(), columnAt,
                        geometry.columns().out(), lines, sums, sumsAt + group * rows * geometry.groupFilters(), copy,
                        gradientsAt);
            }
        }
    }
}
