package cnn.layers.convolution.direct;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Windows;
import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Canvas;
import cnn.layers.convolution.shared.FilterPanels;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.PartialSums;
import cnn.layers.convolution.shared.Planes;
import cnn.layers.convolution.shared.WeightGradient;
import java.util.Arrays;

/**
 * The gradient of the weights as it is written: for each window its numbers times the gradient of its outputs. It is
 * summed over a few fixed parts of the batch at once, then over the parts in order.
 */
public final class DirectWeightGradient implements WeightGradient {
    /** Parts of the batch: enough for 16 threads, fewer where their partial sums would take more than 32 MiB. */
    private static final int MOST_PARTS = 16;
    private static final int PART_FLOATS = 1 << 23;
    private static final int SUM_FLOATS = 1 << 15;
    private static final int BAND_MULTIPLY_ADDS = 1 << 20;
    /** All sums are read and written once for so many windows, or for a whole image. */
    private static final int FEWEST_WINDOWS = 128;

    private final Geometry geometry;
    private final Canvas canvas;
    private final FilterPanels panels;
    private final Param weights;
    private final FloatSlot scratch;
    private final PartialSums partials;
    private final int bandRows;
    private final int gradientsAt;
    private final int mostParts;
    private final int partFloats;
    private final int rows;
    private final int sumRows;
    private final int sumTasks;
    private final Backward.Body partTask = this::partOfGradient;
    private final Backward.Body sumTask = this::sumOfParts;

    public DirectWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
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
        partFloats = geometry.weightFloats();
        mostParts = Math.clamp(PART_FLOATS / partFloats, 2, MOST_PARTS);
        partials = new PartialSums(in, mostParts, partFloats);
        sumRows = Math.max(1, SUM_FLOATS / geometry.filters());
        sumTasks = (partFloats / geometry.filters() + sumRows - 1) / sumRows;
    }

    @Override
    public void run(Backward pass) {
        int parts = Math.min(mostParts, pass.batch());
        pass.run(parts, pass.batch() * geometry.multiplyAdds(), parts, partTask);
        pass.run(sumTasks, (long) parts * partFloats, parts, sumTask);
    }

    private void partOfGradient(Backward pass, int part, int parts) {
        float[] sums = partials.floats(pass);
        int at = partials.at(part);
        Arrays.fill(sums, at, at + partFloats, 0);
        int first = (int) ((long) part * pass.batch() / parts);
        int last = (int) ((part + 1L) * pass.batch() / parts);
        for (int image = first; image < last; image++) {
            addImage(pass, image, sums, at);
        }
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

    /** Adds the parts in order, and brings the filters of groups and panels side by side. */
    private void sumOfParts(Backward pass, int index, int parts) {
        float[] gradient = pass.gradient(weights);
        int filters = geometry.filters();
        int groupFilters = geometry.groupFilters();
        for (int row = index * sumRows; row < Math.min(rows, (index + 1) * sumRows); row++) {
            for (int group = 0; group < geometry.groups(); group++) {
                panels.sumRow(partials, pass, parts, group * rows * groupFilters, row, gradient,
                        row * filters + group * groupFilters);
            }
        }
    }
}
