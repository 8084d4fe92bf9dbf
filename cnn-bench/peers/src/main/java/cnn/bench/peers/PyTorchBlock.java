package cnn.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import cnn.core.network.Node;
import cnn.layers.Add;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.Size;
import cnn.layers.SpatialDropout;
import cnn.layers.activation.Relu;

/** Our network as a block of the Deep Java Library: its own blocks for what has parameters, one call for the rest. */
final class PyTorchBlock extends AbstractBlock {
    private final Parts parts;
    private final Block[] blocks;

    PyTorchBlock(Parts parts) {
        this.parts = parts;
        this.blocks = new Block[parts.network().nodes().size()];
        for (Node node : parts.network().nodes()) {
            if (!node.params().isEmpty()) {
                blocks[node.index()] = addChildBlock(node.name(), block(node));
            }
        }
    }

    private static Block block(Node node) {
        return switch (node.layer()) {
            case cnn.layers.Conv2d conv -> Conv2d.builder().setFilters(conv.filters())
                    .setKernelShape(shape(conv.kernel())).optStride(shape(conv.stride()))
                    .optPadding(shape(conv.padding())).optDilation(shape(conv.dilation())).optGroups(conv.groups())
                    .optBias(conv.bias()).build();
            case cnn.layers.BatchNorm norm -> BatchNorm.builder().optEpsilon((float) norm.epsilon())
                    .optMomentum((float) norm.momentum()).build();
            case Dense dense -> Linear.builder().setUnits(dense.units()).optBias(dense.bias()).build();
            default -> throw Parts.unknown(node, "PyTorch");
        };
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
            PairList<String, Object> options) {
        NDArray[] outputs = new NDArray[blocks.length];
        for (Node node : parts.network().nodes()) {
            NDArray x = input(node, 0, inputs, outputs);
            outputs[node.index()] = switch (node.layer()) {
                case Relu relu -> Activation.relu(x);
                case Add add -> x.add(input(node, 1, inputs, outputs));
                case MaxPool2d pool -> Pool.maxPool2d(x, shape(pool.size()),
                        shape(pool.stride() == null ? pool.size() : pool.stride()), shape(pool.padding()), false);
                case GlobalAveragePool2d pool -> Pool.globalAvgPool2d(x);
                case Flatten flatten -> x.reshape(x.getShape().get(0), -1);
                case SpatialDropout dropout -> training ? dropped(x, (float) dropout.rate()) : x;
                default -> blocks[node.index()].forward(store, new NDList(x), training).singletonOrThrow();
            };
        }
        return new NDList(outputs[outputs.length - 1]);
    }

    /** One coin for each feature map. */
    private static NDArray dropped(NDArray x, float rate) {
        NDArray ones = x.getManager().ones(new Shape(x.getShape().get(0), x.getShape().get(1), 1, 1));
        return x.mul(Dropout.dropout(ones, rate, true).singletonOrThrow());
    }

    private static NDArray input(Node node, int index, NDList inputs, NDArray[] outputs) {
        int source = node.inputs().get(index);
        return source == Node.INPUT ? inputs.singletonOrThrow() : outputs[source];
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputs) {
        long batch = inputs[0].get(0);
        for (Node node : parts.network().nodes()) {
            if (blocks[node.index()] != null) {
                blocks[node.index()].initialize(manager, dataType, shape(batch, parts.network().inputShape(node, 0)));
            }
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {shape(inputs[0].get(0), parts.network().output())};
    }

    /** Gives every parameter our numbers. To be called once it is initialised. */
    void fill() {
        for (Node node : parts.network().nodes()) {
            switch (node.layer()) {
                case cnn.layers.Conv2d conv -> {
                    set(node, "weight", parts.convolution(node));
                    if (conv.bias()) {
                        set(node, "bias", parts.values(node, "bias"));
                    }
                }
                case Dense dense -> {
                    float[] rows = parts.dense(node);
                    set(node, "weight", ChannelsFirst.swap(rows, 1, rows.length / dense.units(), dense.units()));
                    if (dense.bias()) {
                        set(node, "bias", parts.values(node, "bias"));
                    }
                }
                case cnn.layers.BatchNorm norm -> {
                    set(node, "gamma", parts.values(node, "scale"));
                    set(node, "beta", parts.values(node, "shift"));
                    set(node, "runningMean", parts.values(node, "mean"));
                    set(node, "runningVar", parts.values(node, "variance"));
                }
                default -> {
                    // nothing to fill
                }
            }
        }
    }

    private void set(Node node, String name, float[] values) {
        Parameter parameter = blocks[node.index()].getDirectParameters().get(name);
        parameter.getArray().set(values);
    }

    static Shape shape(long batch, cnn.api.Shape shape) {
        return shape.isImage()
                ? new Shape(batch, shape.channels(), shape.height(), shape.width())
                : new Shape(batch, shape.size());
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }

    private static Shape shape(Padding padding) {
        return new Shape(Parts.around(padding), Parts.around(padding));
    }
}
