package cnn.onnx.export;

import cnn.api.layer.Layer;

/**
 * How one type of layer is written as nodes.
 *
 * @param <L> the type
 */
@FunctionalInterface
public interface LayerExport<L extends Layer> {
    /**
     * Adds the layer's nodes to the graph and says what they give.
     *
     * @throws Unexportable where ONNX's operators cannot do what this layer does
     */
    Value export(L layer, Step step);
}
