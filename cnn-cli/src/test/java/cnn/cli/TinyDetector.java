package cnn.cli;

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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** ONNX files of networks that find something in pictures of 8×8 pixels: where it is stands in the file, how sure they are hangs on the red. */
final class TinyDetector {
    private final GraphProto.Builder graph = GraphProto.newBuilder().addInput(value("x", 1, 3, 8, 8));
    private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13));

    private static ValueInfoProto value(String name, long... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : dims) {
            shape.addDim(dim < 0
                    ? TensorShapeProto.Dimension.newBuilder().setDimParam("N")
                    : TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape))).build();
    }

    /**
     * An output of these axes and numbers, to one of which the mean of all red is added.
     *
     * @param red the number's index
     */
    TinyDetector numbers(String name, List<Integer> dims, int red, float... numbers) {
        return values(name, dims, red, numbers).output(name);
    }

    /** The same within the graph. */
    TinyDetector values(String name, List<Integer> dims, int red, float... numbers) {
        float[] weights = new float[3 * numbers.length];
        weights[red] = 1;
        return floats(name + "-w", List.of(3, numbers.length), weights)
                .floats(name + "-b", List.of(numbers.length), numbers)
                .integers(name + "-s", dims).node("GlobalAveragePool", "x", name + "-p")
                .node("Flatten", name + "-p", name + "-f")
                .node("Gemm", name + "-f " + name + "-w " + name + "-b", name + "-g")
                .node("Reshape", name + "-g " + name + "-s", name);
    }

    /** Maps of 8×8 pixels, of which each is its number, and the last one the pixel's red besides. */
    TinyDetector maps(String name, float... numbers) {
        float[] weights = new float[3 * numbers.length];
        weights[weights.length - 3] = 1;
        return floats(name + "-w", List.of(numbers.length, 3, 1, 1), weights)
                .floats(name + "-b", List.of(numbers.length), numbers)
                .node("Conv", "x " + name + "-w " + name + "-b", name);
    }

    TinyDetector floats(String name, List<Integer> dims, float... numbers) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
        dims.forEach(tensor::addDims);
        for (float number : numbers) {
            tensor.addFloatData(number);
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** For any number of pictures at a time. */
    TinyDetector open() {
        graph.setInput(0, value("x", -1, 3, 8, 8));
        return this;
    }

    /** What made the file. */
    TinyDetector producer(String name) {
        model.setProducerName(name);
        return this;
    }

    TinyDetector integers(String name, List<Integer> numbers) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(7).addDims(numbers.size());
        numbers.forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    TinyDetector node(String operator, String inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(output).addAllInput(List.of(inputs.split(" ")))
                .addOutput(output).addAllAttribute(List.of(attributes)));
        return this;
    }

    static AttributeProto integers(String name, long... numbers) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name)
                .setType(AttributeProto.AttributeType.INTS);
        for (long number : numbers) {
            attribute.addInts(number);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long number) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(number).build();
    }

    TinyDetector output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        return this;
    }

    TinyDetector note(String key, String value) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        return this;
    }

    Path in(Path folder, String name) {
        try {
            return Files.write(folder.resolve(name), model.setGraph(graph).build().toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
