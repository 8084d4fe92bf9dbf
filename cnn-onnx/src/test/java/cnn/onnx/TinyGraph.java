package cnn.onnx;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts small ONNX files together. */
final class TinyGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int opset = 13;

    private final Map<String, String> notes = new LinkedHashMap<>();

    /** A graph with the input {@code x}, float32, and the output {@code y}. */
    static TinyGraph of(long... dims) {
        return new TinyGraph().input("x", dims).output("y");
    }

    /** One more input, float32. */
    TinyGraph input(String name, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : dims) {
            shape.addDim(dim < 0
                    ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                    : TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        graph.addInput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape))));
        return this;
    }

    /** One more output. */
    TinyGraph output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    /** A single float. */
    TinyGraph scalar(String name, float value) {
        return tensor(TensorProto.newBuilder().setName(name).setDataType(1).addFloatData(value).build());
    }

    /** A single whole number. */
    TinyGraph number(String name, long value) {
        return tensor(TensorProto.newBuilder().setName(name).setDataType(7).addInt64Data(value).build());
    }

    /** A single byte from 0 to 255. */
    TinyGraph zero(String name, int value) {
        return tensor(TensorProto.newBuilder().setName(name).setDataType(2).addInt32Data(value).build());
    }

    /** One of the file's own notes. */
    TinyGraph note(String key, String value) {
        notes.put(key, value);
        return this;
    }

    /** A convolution, its pooled maps flattened, a product: what a small network is made of. */
    static TinyGraph network() {
        return of(-1, 2, 4, 4).weights("w", 3, 2, 3, 3).weights("b", 3).weights("m", 12, 5)
                .node("Conv", "conv", "x w b", "c", ints("pads", 1, 1, 1, 1), ints("kernel_shape", 3, 3))
                .node("Relu", "relu", "c", "r")
                .node("MaxPool", "pool", "r", "p", ints("kernel_shape", 2, 2), ints("strides", 2, 2))
                .node("Flatten", "flatten", "p", "f")
                .node("MatMul", "dense", "f m", "s")
                .node("Softmax", "softmax", "s", "y");
    }

    TinyGraph opset(int version) {
        opset = version;
        return this;
    }

    /** Weights 0.1, 0.2 … with signs that change. */
    TinyGraph weights(String name, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
        int size = 1;
        for (long dim : dims) {
            tensor.addDims(dim);
            size *= (int) dim;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData((i % 7 - 3) * 0.1f);
        }
        return tensor(tensor.build());
    }

    /** A vector. */
    TinyGraph numbers(String name, double... values) {
        return numbers(name, new long[] {values.length}, values);
    }

    /** A tensor, of zeros where no numbers are given. */
    TinyGraph numbers(String name, long[] dims, double... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
        long size = 1;
        for (long dim : dims) {
            tensor.addDims(dim);
            size *= dim;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData(values.length == 0 ? 0 : (float) values[i]);
        }
        return tensor(tensor.build());
    }

    /** A vector of whole numbers. */
    TinyGraph integers(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor(tensor.build());
    }

    TinyGraph tensor(TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    TinyGraph node(String operator, String name, String inputs, String outputs, AttributeProto... attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name);
        for (String output : outputs.split(" ")) {
            node.addOutput(output);
        }
        for (String input : inputs.split(" ")) {
            node.addInput(input);
        }
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
        return this;
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name)
                .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
    }

    byte[] bytes() {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
        notes.forEach((key, value) -> model
                .addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    /** The graph as a file. */
    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve("net.onnx"), bytes());
    }
}
