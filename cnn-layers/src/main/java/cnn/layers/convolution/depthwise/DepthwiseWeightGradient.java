package cnn.layers.convolution.depthwise;

import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.PartialSums;
import cnn.layers.convolution.shared.WeightGradient;
import cnn.layers.kernel.Depthwise;
import java.util.Arrays;

/**
 * The gradient of a depthwise convolution's weights. The output rows of all images are cut into a few parts that follow
 * from shapes and batch alone; each part is summed in order, then the parts are.
 */
public final class DepthwiseWeightGradient implements WeightGradient {
    private static final int MOST_PARTS = 16;
    private static final int PART_MULTIPLY_ADDS = 1 << 18;

    private final Geometry geometry;
    private final Param weights;
    private final DepthwiseRows windows;
    private final PartialSums partials;
    private final Backward.Body partTask = this::partOfGradient;
    private final Backward.Body sumTask = this::sumOfParts;

    public DepthwiseWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        windows = new DepthwiseRows(geometry);
        partials = new PartialSums(in, MOST_PARTS, geometry.weightFloats());
    }

    @Override
    public void run(Backward pass) {
        int parts = Math.clamp(pass.batch() * geometry.multiplyAdds() / PART_MULTIPLY_ADDS, 1, MOST_PARTS);
        pass.run(parts, pass.batch() * geometry.multiplyAdds(), parts, partTask);
        pass.run(geometry.positions(), (long) parts * geometry.weightFloats(), parts, sumTask);
    }

    private void partOfGradient(Backward pass, int part, int parts) {
        Depthwise kernels = pass.kernels().family(Depthwise.class);
        float[] sums = partials.floats(pass);
        int at = partials.at(part);
        Arrays.fill(sums, at, at + geometry.weightFloats(), 0);
        int outHeight = geometry.rows().out();
        long rows = (long) pass.batch() * outHeight;
        int end = (int) ((part + 1) * rows / parts);
        for (int row = (int) (part * rows / parts); row < end; row++) {
            windows.addProducts(kernels, row % outHeight, pass.input(), row / outHeight * geometry.inFloats(),
                    pass.outputGradient(), row * windows.rowFloats(), sums, at);
        }
    }

    private void sumOfParts(Backward pass, int position, int parts) {
        int channels = geometry.channels();
        int from = position * channels;
        partials.add(pass, parts, from, pass.gradient(weights), from, channels);
    }
}
