package cnn.layers.convolution.pointwise;

import cnn.api.layer.Backward;
import cnn.api.layer.BackwardTask;
import cnn.api.layer.Param;
import cnn.layers.convolution.shared.Geometry;
import cnn.layers.convolution.shared.WeightGradient;

/**
 * The gradient of many weights that see one pixel at a time: that of a matrix, over the pixels of all images. Where there
 * are few weights of a convolution, and mostly large images, {@link PointwiseGradients} has more to share among threads.
 */
public final class PointwiseWeightGradient implements WeightGradient {
    /** Half a mebibyte: more than this for each part of a batch would have to be read and written again and again. */
    private static final int FEWEST_WEIGHTS = 1 << 17;

    private final Geometry geometry;
    private final Param weights;
    private final MatrixGradient gradient;
    private final BackwardTask task = this::part;

    public PointwiseWeightGradient(Geometry geometry, Param weights) {
        this.geometry = geometry;
        this.weights = weights;
        gradient = new MatrixGradient(geometry.channels(), geometry.filters());
    }

    /** Many weights, or a plain matrix as a fully connected layer has it: there the batch alone is summed over. */
    public static boolean suits(Geometry geometry, Param weights) {
        boolean matrix = weights.shape().rank() == 2;
        return PointwiseCorrelation.serves(geometry) && (matrix || geometry.weightFloats() >= FEWEST_WEIGHTS);
    }

    @Override
    public void run(Backward pass) {
        pass.run(gradient.tasks(), pass.batch() * geometry.multiplyAdds(), task);
    }

    private void part(Backward pass, int index) {
        int pixels = geometry.rows().out() * geometry.columns().out();
        gradient.sum(pass.kernels().products(), pass.input(), pass.outputGradient(), pass.batch() * pixels,
                pass.gradient(weights), index);
    }
}
