package cnn.layers.normalization;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.api.layer.Op;
import cnn.layers.Conv1d;
import cnn.layers.Conv2d;
import cnn.layers.Conv3d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import java.util.Set;

/**
 * A convolution or fully connected layer that computes with standardised weights: those of each filter have mean 0 and
 * variance 1, which helps where batches are small, with {@link GroupNorm} behind it. What learns, and what a model file
 * keeps, are the weights w before.
 *
 * <p>Formula: {@code ŵ[…, f] = (w[…, f] − mean_f) / √(variance_f + epsilon)}, mean and variance over the n weights of filter
 * f, the variance divided by n. The gradient goes through both. In prediction ŵ is found once.
 *
 * <p>Shapes and parameters are the layer's own, {@code weights} those before. Rejects a layer whose filters have one weight
 * each.
 *
 * <p>Qiao, Wang, Liu, Shen and Yuille, "Micro-batch training with batch-channel normalization and weight standardization",
 * 2019, section 2.
 *
 * @param layer a {@code conv2d}, {@code conv1d}, {@code conv3d}, {@code depthwise-conv2d} or {@code dense}
 * @param epsilon keeps the division from exploding, above 0
 */
@Id("weight-standardization")
public record WeightStandardization(Layer layer, @Default("1.0e-5") double epsilon) implements Layer {
    /** Their ops see weights as their packers give them, and nowhere else; the last axis is the filters'. */
    private static final Set<Class<? extends Layer>> SERVED = Set.of(Conv2d.class, Conv1d.class, Conv3d.class,
            DepthwiseConv2d.class, Dense.class);

    public WeightStandardization {
        Checks.positive("WeightStandardization", "epsilon", epsilon, "0.00001");
        if (layer != null && !SERVED.contains(layer.getClass())) {
            throw new IllegalArgumentException("WeightStandardization was given " + layer
                    + ", but standardises the weights of conv2d, conv1d, conv3d, depthwise-conv2d and dense. Give it one of "
                    + "these.");
        }
    }

    /** Of this layer's weights, epsilon 10⁻⁵. */
    public static WeightStandardization of(Layer layer) {
        return new WeightStandardization(layer, 1e-5);
    }

    /** With another epsilon. */
    public WeightStandardization epsilon(double least) {
        return new WeightStandardization(layer, least);
    }

    @Override
    public Bound bind(Binding in) {
        StandardizedBinding binding = new StandardizedBinding(in, epsilon);
        Bound bound = layer.bind(binding);
        StandardizedWeights weights = binding.weights();
        if (weights.ofFilter() == 1) {
            throw in.reject("each of its filters has a single weight, which standardised is 0",
                    "Use a larger kernel, or the layer by itself");
        }
        Op op = new StandardizedOp(bound.op(), weights);
        return new Bound(bound.output(), op, bound.multiplyAdds(), bound.leastBatch());
    }
}
