package cnn.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.graph.Attributes;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.graph.Node;
import cnn.onnx.graph.OrderedNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import shade.com.google.protobuf.CodedInputStream;
import shade.com.google.protobuf.UnsafeByteOperations;

/**
 * Reads a file's graph and checks it. What a file says of lengths is compared with the bytes that are there before anything is
 * allocated, so that memory stays in proportion to the file's size.
 */
public final class GraphReader {
    private static final int LEAST_OPSET = 6;
    private static final int LATEST_OPSET = 25;
    private static final int MOST_NODES = 100_000;
    private static final int PIECE = 1 << 20;

    private final Path file;
    private final TensorReader tensors;

    private GraphReader(Path file) {
        this.file = file;
        tensors = new TensorReader(file.toAbsolutePath().getParent());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException where it is damaged, no ONNX file, or of operators that are too old or too new
     * @throws UncheckedIOException where it cannot be read
     */
    public static Graph read(Path file) {
        return new GraphReader(file).graph();
    }

    private Graph graph() {
        try {
            ModelProto model = parsed(bytes());
            if (!model.hasGraph()) {
                throw refusal("it has no graph");
            }
            return OrderedNodes.checked(graph(model, opset(model)));
        } catch (IOException e) {
            throw refusal("its bytes break off or are no protobuf message (" + Echo.of(e.getMessage()) + ")");
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) { // protobuf's own, for what no writer makes
            throw refusal("its bytes make no sense (" + Echo.of(e) + ")");
        }
    }

    /** Its tensors' bytes are the file's, not copies. */
    private static ModelProto parsed(byte[] bytes) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true);
        ModelProto model = ModelProto.parseFrom(input);
        input.checkLastTagWas(0);
        return model;
    }

    /** Piece by piece: what is read at once goes through native memory of the same size. */
    private byte[] bytes() {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            byte[] bytes = new byte[(int) Math.min(size, Integer.MAX_VALUE)];
            int at = 0;
            int read = 1;
            while (at < bytes.length && read > 0) {
                read = in.readNBytes(bytes, at, Math.min(PIECE, bytes.length - at));
                at += read;
            }
            byte[] more = in.readAllBytes(); // of what has no size, or grew meanwhile
            if (at == bytes.length && more.length == 0) {
                return bytes;
            }
            byte[] all = Arrays.copyOf(bytes, Math.addExact(at, more.length));
            System.arraycopy(more, 0, all, at, more.length);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(file) + "'.", e);
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw refusal("it has 2 GiB or more, or more than the memory of this JVM holds");
        }
    }

    private IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException("'" + Echo.path(file) + "' is no ONNX model that can be read: " + reason
                + ". Give a file that an ONNX exporter wrote whole.");
    }

    private int opset(ModelProto model) {
        long opset = 0;
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            if (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) {
                opset = set.getVersion();
            }
        }
        if (opset < LEAST_OPSET || opset > LATEST_OPSET) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' uses ONNX's operators of version " + opset
                    + ", but those from " + LEAST_OPSET + " to " + LATEST_OPSET + " can be read. Export the model with "
                    + "opset_version=17.");
        }
        return (int) opset;
    }

    private Graph graph(ModelProto model, int opset) {
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() > MOST_NODES) {
            throw refusal("it has " + Count.of(graph.getNodeCount(), "node") + ", and no more than "
                    + Count.of(MOST_NODES) + " are read");
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw refusal("its initializer '" + Echo.of(graph.getSparseInitializer(0).getValues().getName())
                    + "' is sparse, and only dense ones are read");
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            if (constants.put(tensor.getName(), tensors.read(tensor)) != null) {
                throw refusal("it has two initializers named '" + Echo.of(tensor.getName()) + "'");
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!constants.containsKey(input.getName())) {
                inputs.add(input(input));
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        model.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
        return new Graph(opset, inputs, constants, nodes(graph),
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList(), metadata,
                model.getProducerName());
    }

    private static Input input(ValueInfoProto input) {
        TypeProto.Tensor type = input.getType().getTensorType();
        int[] dims = type.getShape().getDimList().stream().mapToInt(GraphReader::length).toArray();
        return new Input(input.getName(), input.getType().hasTensorType() ? type.getElemType() : 0, dims);
    }

    private static int length(TensorShapeProto.Dimension dimension) {
        long length = dimension.hasDimValue() ? dimension.getDimValue() : -1;
        return length > 0 && length <= Integer.MAX_VALUE ? (int) length : -1;
    }

    private List<Node> nodes(GraphProto graph) {
        List<Node> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int number = 0;
        for (NodeProto node : graph.getNodeList()) {
            number++;
            String own = LayerNames.of(node.getName());
            String name = own.isEmpty() ? node.getOpType().toLowerCase(Locale.ROOT) + "-" + number : own;
            for (int more = 2; !names.add(name); more++) {
                name = (own.isEmpty() ? "node-" + number : own) + "-" + more;
            }
            boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
            nodes.add(new Node(name, standard ? node.getOpType() : node.getDomain() + "." + node.getOpType(),
                    node.getInputList(), node.getOutputList(), attributes(node)));
        }
        return nodes;
    }

    private Attributes attributes(NodeProto node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            Object value = switch (attribute.getType()) {
                case INT -> attribute.getI();
                case FLOAT -> attribute.getF();
                case STRING -> attribute.getS().toStringUtf8();
                case INTS -> attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
                case FLOATS -> TensorReader.floats(attribute.getFloatsList());
                case TENSOR -> tensors.read(attribute.getT());
                default -> attribute.getType().name(); // graphs, which no operator here takes
            };
            values.put(attribute.getName(), value);
        }
        return new Attributes(values);
    }
}
