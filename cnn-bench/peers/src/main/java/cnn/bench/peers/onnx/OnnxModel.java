package cnn.bench.peers.onnx;

import cnn.api.Shape;
import cnn.bench.peers.Parts;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.layers.Add;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.Relu;

/**
 * A network as ONNX, operator set 17, for prediction: channels first, the batch fixed. Source: {@code onnx.proto} of
 * the ONNX project, from which the field numbers are.
 */
public final class OnnxModel {
    /** Name of the input. */
    public static final String INPUT = "input";
    private static final int OPERATORS = 17;
    private static final int IR_VERSION = 8;
    private static final int FLOAT = 1;
    private static final int TYPE_FLOAT = 1;
    private static final int TYPE_INT = 2;
    private static final int TYPE_INTS = 7;

    private final Parts parts;
    private final Message graph = new Message();

    private OnnxModel(Network network, Weights weights) {
        parts = new Parts(network, weights);
    }

    /** The file's bytes. */
    public static byte[] of(Network network, Weights weights, int batch) {
        return new OnnxModel(network, weights).bytes(batch);
    }

    private byte[] bytes(int batch) {
        for (Node node : parts.network().nodes()) {
            add(node);
        }
        Node last = parts.network().nodes().getLast();
        graph.put(2, "network").put(11, tensor(INPUT, batch, parts.network().input()))
                .put(12, tensor(last.name(), batch, last.output()));
        return new Message().put(1, IR_VERSION).put(2, "cnn-bench").put(7, graph)
                .put(8, new Message().put(1, "").put(2, OPERATORS)).bytes();
    }

    private void add(Node node) {
        switch (node.layer()) {
            case Conv2d conv -> {
                var shape = parts.param(node, "weights").shape();
                weights(node, "weights", parts.convolution(node), shape.dim(3), shape.dim(2), shape.dim(0),
                        shape.dim(1));
                Message convolution = conv.bias()
                        ? node(node, "Conv", "weights", "bias")
                        : node(node, "Conv", "weights");
                if (conv.bias()) {
                    weights(node, "bias", parts.values(node, "bias"), conv.filters());
                }
                graph.put(1, windows(convolution, conv.kernel(), conv.stride(), conv.padding())
                        .put(5, ints("dilations", conv.dilation().height(), conv.dilation().width()))
                        .put(5, integer("group", conv.groups())));
            }
            case Dense dense -> {
                int inputs = parts.network().inputShape(node, 0).size();
                weights(node, "weights", parts.dense(node), inputs, dense.units());
                weights(node, "bias", dense.bias() ? parts.values(node, "bias") : new float[dense.units()],
                        dense.units());
                graph.put(1, node(node, "Gemm", "weights", "bias"));
            }
            case BatchNorm norm -> {
                for (String name : new String[] {"scale", "shift", "mean", "variance"}) {
                    weights(node, name, parts.values(node, name), node.output().channels());
                }
                graph.put(1, node(node, "BatchNormalization", "scale", "shift", "mean", "variance")
                        .put(5, new Message().put(1, "epsilon").put(2, (float) norm.epsilon()).put(20, TYPE_FLOAT)));
            }
            case MaxPool2d pool -> graph.put(1, windows(node(node, "MaxPool"), pool.size(),
                    pool.stride() == null ? pool.size() : pool.stride(), pool.padding()));
            case Relu relu -> graph.put(1, node(node, "Relu"));
            case Add add -> graph.put(1, node(node, "Add"));
            case Flatten flatten -> graph.put(1, node(node, "Flatten"));
            case Dropout dropout -> graph.put(1, node(node, "Identity"));
            case SpatialDropout dropout -> graph.put(1, node(node, "Identity"));
            case GlobalAveragePool2d pool -> {
                String pooled = node.name() + "/pooled";
                graph.put(1, new Message().put(1, input(node, 0)).put(2, pooled).put(4, "GlobalAveragePool"));
                graph.put(1, new Message().put(1, pooled).put(2, node.name()).put(3, node.name()).put(4, "Flatten"));
            }
            default -> throw Parts.unknown(node, "ONNX");
        }
    }

    /** A NodeProto whose inputs are those of the layer and then its own numbers. */
    private Message node(Node node, String operator, String... numbers) {
        Message message = new Message();
        for (int i = 0; i < node.inputs().size(); i++) {
            message.put(1, input(node, i));
        }
        for (String name : numbers) {
            message.put(1, node.name() + "/" + name);
        }
        return message.put(2, node.name()).put(3, node.name()).put(4, operator);
    }

    private String input(Node node, int index) {
        int source = node.inputs().get(index);
        return source == Node.INPUT ? INPUT : parts.network().nodes().get(source).name();
    }

    private static Message windows(Message node, Size kernel, Size stride, Padding padding) {
        int around = Parts.around(padding);
        return node.put(5, ints("kernel_shape", kernel.height(), kernel.width()))
                .put(5, ints("strides", stride.height(), stride.width()))
                .put(5, ints("pads", around, around, around, around));
    }

    private void weights(Node node, String name, float[] values, int... dims) {
        Message tensor = new Message();
        for (int dim : dims) {
            tensor.put(1, dim);
        }
        graph.put(5, tensor.put(2, FLOAT).put(8, node.name() + "/" + name).put(9, values));
    }

    private static Message ints(String name, int... values) {
        Message attribute = new Message().put(1, name);
        for (int value : values) {
            attribute.put(8, value);
        }
        return attribute.put(20, TYPE_INTS);
    }

    private static Message integer(String name, int value) {
        return new Message().put(1, name).put(3, value).put(20, TYPE_INT);
    }

    /** A ValueInfoProto. */
    private static Message tensor(String name, int batch, Shape shape) {
        Message dims = new Message().put(1, new Message().put(1, batch));
        for (int dim : channelsFirst(shape)) {
            dims.put(1, new Message().put(1, dim));
        }
        Message type = new Message().put(1, FLOAT).put(2, dims);
        return new Message().put(1, name).put(2, new Message().put(1, type));
    }

    private static int[] channelsFirst(Shape shape) {
        return shape.isImage() ? new int[] {shape.channels(), shape.height(), shape.width()} : shape.dims();
    }
}
