package cnn.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Count;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Element;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.graph.Node;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import shade.com.google.protobuf.ByteString;
import shade.com.google.protobuf.UnsafeByteOperations;

/** Writes a graph as a file's bytes: the same graph, the same bytes. Weights stand in the order in which nodes take them. */
public final class GraphWriter {
    private static final String PRODUCER = "cnn";
    /** What protobuf can hold in one message. */
    private static final long MOST = Integer.MAX_VALUE;

    private final Graph graph;
    private final Map<String, int[]> dims;

    private GraphWriter(Graph graph, Map<String, int[]> dims) {
        this.graph = graph;
        this.dims = dims;
    }

    /**
     * The bytes of a file.
     *
     * @param dims the axes of everything that nodes give, by name; −1 for an open batch
     * @throws IllegalArgumentException where they are 2 GiB or more
     */
    public static byte[] bytes(Graph graph, Map<String, int[]> dims) {
        return new GraphWriter(graph, dims).model().toByteArray();
    }

    /**
     * Writes a file; what was there before stays until the new one is complete.
     *
     * @param dims the axes of everything that nodes give, by name; −1 for an open batch
     * @throws IllegalArgumentException where it would have 2 GiB or more
     * @throws java.io.UncheckedIOException where it cannot be written
     */
    public static void write(Graph graph, Map<String, int[]> dims, Path file) {
        ModelProto model = new GraphWriter(graph, dims).model();
        AtomicFile.write(file, channel -> {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            model.writeTo(stream);
            stream.flush();
        });
    }

    private ModelProto model() {
        long bytes = 4L * graph.constants().values().stream().mapToLong(Constant::size).sum();
        if (bytes > MOST - (MOST >> 4)) {
            throw new IllegalArgumentException("The weights have " + Count.of(bytes)
                    + " bytes, but an ONNX file has less than 2 GiB. Export a smaller network.");
        }
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(version()).setProducerName(PRODUCER)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(graph.opset())).setGraph(graphProto());
        new TreeMap<>(graph.metadata()).forEach((key, value) -> model
                .addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    /** The version of the format that came with the operators. */
    private int version() {
        return graph.opset() <= 18 ? 8 : graph.opset() <= 20 ? 9 : 10;
    }

    private GraphProto graphProto() {
        GraphProto.Builder proto = GraphProto.newBuilder().setName("network");
        Set<String> taken = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            proto.addNode(node(node));
            taken.addAll(node.inputs());
            node.outputs().stream().filter(output -> dims.containsKey(output) && !graph.outputs().contains(output))
                    .forEach(output -> proto.addValueInfo(value(output, dims.get(output))));
        }
        for (String name : taken) {
            Constant constant = graph.constants().get(name);
            if (constant != null) {
                proto.addInitializer(tensor(name, constant));
            }
        }
        for (Input input : graph.inputs()) {
            proto.addInput(value(input.name(), input.dims()));
        }
        graph.outputs().forEach(output -> proto.addOutput(value(output, dims.get(output))));
        return proto.build();
    }

    private static NodeProto node(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder().setName(node.name()).setOpType(node.operator())
                .addAllInput(node.inputs()).addAllOutput(node.outputs());
        each(node.attributes(), (name, value) -> proto.addAttribute(attribute(name, value)));
        return proto.build();
    }

    private static void each(Attributes attributes, BiConsumer<String, Object> taker) {
        new TreeMap<>(attributes.values()).forEach(taker);
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        switch (value) {
            case Long whole -> proto.setType(AttributeProto.AttributeType.INT).setI(whole);
            case Float number -> proto.setType(AttributeProto.AttributeType.FLOAT).setF(number);
            case String word -> proto.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(word));
            case long[] wholes -> {
                proto.setType(AttributeProto.AttributeType.INTS);
                for (long whole : wholes) {
                    proto.addInts(whole);
                }
            }
            default -> throw new IllegalStateException("Attribute '" + name + "' is a " + value.getClass() + ".");
        }
        return proto.build();
    }

    private static ValueInfoProto value(String name, int[] dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dim : dims) {
            TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(dim < 0 ? axis.setDimParam("N") : axis.setDimValue(dim));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(Input.FLOAT).setShape(shape))).build();
    }

    private static TensorProto tensor(String name, Constant constant) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name);
        for (int dim : constant.dims()) {
            proto.addDims(dim);
        }
        int width = constant.isFloat() ? Float.BYTES : Long.BYTES;
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(width, constant.size())).order(ByteOrder.LITTLE_ENDIAN);
        if (constant.isFloat()) {
            raw.asFloatBuffer().put(constant.asFloats());
            proto.setDataType(Element.FLOAT.number());
        } else {
            raw.asLongBuffer().put(constant.asIntegers());
            proto.setDataType(Element.INT64.number());
        }
        return proto.setRawData(UnsafeByteOperations.unsafeWrap(raw)).build(); // nobody else has these bytes
    }
}
