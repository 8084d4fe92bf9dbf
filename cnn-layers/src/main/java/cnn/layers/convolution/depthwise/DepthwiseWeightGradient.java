package cnn.layers.convolution.depthwise;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Binding;
import cnn.api.layer.Param;
import cnn.api.layer.Pass;
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
    private final BackwardTask partTask = this::partOfGradient;
    private final BackwardTask sumTask = this::sumOfParts;

    public DepthwiseWeightGradient(Geometry geometry, Binding in, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        windows = new DepthwiseRows(geometry);
        partials = new PartialSums(in, MOST_PARTS, geometry.weightFloats());
    }

    @Override
    public void run(Backward pass) {
        pass.run(parts(pass), pass.batch() * geometry.multiplyAdds(), partTask);
        pass.run(geometry.positions(), (long) parts(pass) * geometry.weightFloats(), sumTask);
    }

    private int parts(Pass pass) {
        return Math.clamp(pass.batch() * geometry.multiplyAdds() / PART_MULTIPLY_ADDS, 1, MOST_PARTS);
    }

    private void partOfGradient(Backward pass, int part) {
        Depthwise kernels = pass.kernels().family(Depthwise.class);
        float[] sums = partials.floats(pass);
        int at = partials.at(part);
        Arrays.fill(sums, at, at + geometry.weightFloats(), 0);
        int outHeight = geometry.rows().out();
        long rows = (long) pass.batch() * outHeight;
        int end = (int) ((part + 1) * rows / parts(pass));
        for (int row = (int) (part * rows / parts(pass)); row < end; row++) {
            windows.addProducts(kernels, row % outHeight, pass.input(), row / outHeight * geometry.inFloats(),
                    pass.outputGradient(), row * windows.rowFloats(), sums, at);
        }
    }

    private void sumOfParts(Backward pass, int position) {
        int channels = geometry.channels();
        int from = position * channels;
        partials.add(pass, parts(pass), from, pass.gradient(weights), from, channels);
    }
}
