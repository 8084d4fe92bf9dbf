package cnn.layers.convolution.shared;

import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Param;
import java.util.Arrays;

/**
 * The gradient of the weights summed over a few fixed parts of the batch at once, image after image, then over the parts in
 * order.
 */
public final class BatchParts {
    /** Enough for 16 threads, fewer where their partial sums would take more than 32 MiB. */
    private static final int MOST_PARTS = 16;
    private static final int PART_FLOATS = 1 << 23;
    private static final int SUM_FLOATS = 1 << 15;

    private final FilterPanels panels;
    private final int rows;
    private final int groups;
    private final int groupFilters;
    private final Param weights;
    private final Images images;
    private final PartialSums partials;
    private final int mostParts;
    private final int partFloats;
    private final int sumRows;
    private final int sumTasks;
    private final Backward.Body partTask = this::partOfGradient;
    private final Backward.Body sumTask = this::sumOfParts;

    /** What each image adds. */
    @FunctionalInterface
    public interface Images {
        /** Adds one image's outer products to the sums of all groups, which are {@link FilterPanels}' and start at an index. */
        void add(Backward pass, int image, float[] sums, int sumsAt);
    }

    /**
     * Asks for the buffer of the partial sums.
     *
     * @param panels of one group
     * @param rows weights of a filter
     */
    public BatchParts(FilterPanels panels, int rows, int groups, Binding in, Param weights, Images images) {
        this.panels = panels;
        this.rows = rows;
        this.groups = groups;
        this.weights = weights;
        this.images = images;
        partFloats = weights.shape().size();
        int filters = partFloats / rows;
        groupFilters = filters / groups;
        mostParts = Math.clamp(PART_FLOATS / partFloats, 2, MOST_PARTS);
        partials = new PartialSums(in, mostParts, partFloats);
        sumRows = Math.max(1, SUM_FLOATS / filters);
        sumTasks = (rows + sumRows - 1) / sumRows;
    }

    /**
     * Overwrites {@code pass.gradient(weights)}.
     *
     * @param multiplyAdds for one image
     */
    public void run(Backward pass, long multiplyAdds) {
        int parts = Math.min(mostParts, pass.batch());
        pass.run(parts, pass.batch() * multiplyAdds, parts, partTask);
        pass.run(sumTasks, (long) parts * partFloats, parts, sumTask);
    }

    private void partOfGradient(Backward pass, int part, int parts) {
        float[] sums = partials.floats(pass);
        int at = partials.at(part);
        Arrays.fill(sums, at, at + partFloats, 0);
        int first = (int) ((long) part * pass.batch() / parts);
        int last = (int) ((part + 1L) * pass.batch() / parts);
        for (int image = first; image < last; image++) {
            images.add(pass, image, sums, at);
        }
    }

    /** Adds the parts in order, and brings the filters of groups and panels side by side. */
    private void sumOfParts(Backward pass, int index, int parts) {
        float[] gradient = pass.gradient(weights);
        int filters = groups * groupFilters;
        for (int row = index * sumRows; row < Math.min(rows, (index + 1) * sumRows); row++) {
            for (int group = 0; group < groups; group++) {
                panels.sumRow(partials, pass, parts, group * rows * groupFilters, row, gradient,
                        row * filters + group * groupFilters);
            }
        }
    }
}
