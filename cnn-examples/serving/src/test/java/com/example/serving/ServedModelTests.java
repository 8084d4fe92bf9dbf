package com.example.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import cnn.core.model.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedModelTests {
    @TempDir private Path folder;

    private static ServedModel load(Path file, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        all[0] = "--model";
        all[1] = file.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return ServedModel.load(Options.parse(all), Running.CNN);
    }

    @Test
    void isAModelFileOrARunsFolder() throws IOException {
        Path run = Files.createDirectories(folder.resolve("shapes"));
        Running.MODEL.save(run.resolve("model.safetensors"));
        ServedModel ofRun = load(run);
        ServedModel ofFile = load(run.resolve("model.safetensors"), "--name", "mine");
        assertEquals("shapes", ofRun.name());
        assertEquals("mine", ofFile.name());
        assertEquals(ofRun.version(), ofFile.version());
        assertTrue(ofRun.version().matches("[0-9a-f]{12}"));
        assertEquals(Running.MODEL.predictor(Running.CNN.engine()).predict(Pictures.png(1)),
                ofRun.predictor().predict(Pictures.png(1)));
    }

    /** A 1×1 convolution of weights 1, 0, 0 and 0, 1, 0, averaged: which of red and green there is more of. */
    @Test
    void isAnOnnxFile() throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().addInput(image()).addOutput(
                ValueInfoProto.newBuilder().setName("y"));
        graph.addInitializer(TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(3).addDims(1)
                .addDims(1).addFloatData(1).addFloatData(0).addFloatData(0).addFloatData(0).addFloatData(1)
                .addFloatData(0));
        graph.addNode(NodeProto.newBuilder().setOpType("Conv").setName("conv").addInput("x").addInput("w")
                .addOutput("c").addAttribute(AttributeProto.newBuilder().setName("kernel_shape")
                        .setType(AttributeProto.AttributeType.INTS).addInts(1).addInts(1)));
        graph.addNode(
                NodeProto.newBuilder().setOpType("GlobalAveragePool").setName("pool").addInput("c").addOutput("p"));
        graph.addNode(NodeProto.newBuilder().setOpType("Flatten").setName("flatten").addInput("p").addOutput("y"));
        Path file = Files.write(folder.resolve("colours.onnx"), ModelProto.newBuilder().setIrVersion(8).setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13)).build().toByteArray());

        ServedModel model = load(file, "--classes", "red,green");
        Prediction answer = model.predictor().predict(Pictures.file("png", 0, 4, 4)); // black
        assertEquals("colours", model.name());
        assertEquals(0.5, answer.value("red"), 1e-6);
    }

    private static ValueInfoProto.Builder image() {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long length : new long[] {1, 3, 4, 4}) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(length));
        }
        return ValueInfoProto.newBuilder().setName("x").setType(TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)));
    }

    @Test
    void isNoOtherFile() throws IOException {
        Path none = folder.resolve("none.safetensors");
        assertEquals(
                "There is no model '" + none + "'. Give --model a model file, the folder of a run or an ONNX file.",
                assertThrows(IllegalArgumentException.class, () -> load(none)).getMessage());
        Path text = Files.writeString(folder.resolve("text.onnx"), "no protobuf");
        assertThrows(IllegalArgumentException.class, () -> load(text));
    }
}
