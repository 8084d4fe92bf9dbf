package cnn.onnx.export;

import cnn.api.layer.Layer;
import cnn.api.layer.Param;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.DepthwiseConv2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Batch normalisations that go into the weights of the convolution or product before them, which nobody else reads. */
final class FoldedNorms {
    /** Their filters are the last axis of their weights. */
    private static final Set<Class<? extends Layer>> TAKING = Set.of(Conv2d.class, DepthwiseConv2d.class, Dense.class);

    private final Map<Integer, Affine> before = new HashMap<>();
    private final Map<Integer, Node> norms = new HashMap<>();

    /**
     * What a normalisation does to each channel.
     *
     * @param scale factor
     * @param offset added then
     */
    record Affine(float[] scale, float[] offset) {
    }

    private FoldedNorms() {
    }

    static FoldedNorms none() {
        return new FoldedNorms();
    }

    static FoldedNorms of(Network network, Weights weights) {
        FoldedNorms folded = new FoldedNorms();
        int[] readers = new int[network.nodes().size()];
        network.nodes().forEach(node -> node.inputs().stream().filter(input -> input != Node.INPUT)
                .forEach(input -> readers[input]++));
        List<Node> outputs = network.outputs();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof BatchNorm norm && node.inputs().getFirst() != Node.INPUT) {
                Node taking = network.nodes().get(node.inputs().getFirst());
                if (TAKING.contains(taking.layer().getClass()) && readers[taking.index()] == 1
                        && !outputs.contains(taking)) {
                    folded.norms.put(node.index(), node);
                    folded.before.put(taking.index(), affine(node, norm, weights));
                }
            }
        }
        return folded;
    }

    private static Affine affine(Node node, BatchNorm norm, Weights weights) {
        List<Param> params = node.params();
        float[] scale = values(params, weights, node.name() + "/scale").clone();
        float[] offset = values(params, weights, node.name() + "/shift").clone();
        float[] mean = values(params, weights, node.name() + "/mean");
        float[] variance = values(params, weights, node.name() + "/variance");
        for (int c = 0; c < scale.length; c++) {
            double factor = scale[c] / Math.sqrt(variance[c] + norm.epsilon());
            scale[c] = (float) factor;
            offset[c] = (float) (offset[c] - mean[c] * factor);
        }
        return new Affine(scale, offset);
    }

    private static float[] values(List<Param> params, Weights weights, String name) {
        return weights.values(params.stream().filter(param -> param.name().equals(name)).findFirst().orElseThrow());
    }

    /** Whether a layer is a normalisation that goes into the one before it. */
    boolean isFolded(Node node) {
        return norms.containsKey(node.index());
    }

    /** What goes into a layer's weights; null for nothing. */
    @Nullable
    Affine of(Node node) {
        return before.get(node.index());
    }
}
