package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import cnn.api.Shape;
import cnn.api.data.Target;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.arithmetic.TopK;
import cnn.layers.pool.RoiAlign;
import cnn.layers.DeformConv2d;
import cnn.layers.Add;
import cnn.layers.AveragePool2d;
import cnn.layers.BatchNorm;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Gelu;
import cnn.layers.activation.Relu;
import cnn.layers.arithmetic.ScatterElements;
import cnn.layers.shape.Reshape;
import cnn.layers.shape.GridSample;
import cnn.layers.activation.Softmax;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.shape.Permute;
import cnn.onnx.graph.Constant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exported file says: its operators, names, shapes and notes. */
class OnnxExportTests {
    private static final Shape IMAGE = Shape.image(6, 4, 3);

    @TempDir private Path folder;

    /** What no file can say. */
    record Riddle() implements Layer {
        @Override
        public Bound bind(Binding in) {
            return new Relu().bind(in);
        }
    }

    private static Network network() {
        Network.Builder net = Network.builder(IMAGE);
        net.add("conv", Conv2d.of(4, 3).padding(Padding.SAME).bias(false));
        net.add("norm", BatchNorm.of());
        net.add("relu", new Relu());
        net.add("pool", MaxPool2d.of(2));
        net.add("flatten", new Flatten());
        net.add("scores", Dense.of(3));
        return net.build();
    }

    private static Model model(String... classes) {
        Network network = network();
        return new Model(network, Weights.init(network, 1),
                new Preprocessing(IMAGE, List.of(0.5, 0.25, 0.125), List.of(1.0, 0.5, 2.0)), List.of(classes),
                SoftmaxCrossEntropy.of(), Provenance.unknown());
    }

    private static GraphProto graph(OnnxExport export) throws IOException {
        return ModelProto.parseFrom(export.bytes()).getGraph();
    }

    private static OnnxExport export(Network network) {
        return Onnx.export(network, Weights.init(network, 1));
    }

    private static OnnxExport export(Layer... layers) {
        return export(Network.of(IMAGE, List.of(layers)));
    }

    private static List<String> operators(OnnxExport export) throws IOException {
        return graph(export).getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private static String shape(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList().stream().map(OnnxExportTests::length)
                .collect(Collectors.joining(",", value.getName() + " ", ""));
    }

    private static String length(TensorShapeProto.Dimension dimension) {
        return dimension.hasDimParam() ? dimension.getDimParam() : Long.toString(dimension.getDimValue());
    }

    @Test
    void looksLikeWhatPyTorchWrites() throws IOException {
        GraphProto graph = graph(export(network()));
        assertThat(graph.getNodeList().stream().map(node -> node.getName() + " " + node.getOpType())).containsExactly(
                "conv Conv", "norm BatchNormalization", "relu Relu", "pool MaxPool", "scores/flatten Flatten",
                "scores Gemm");
        assertThat(graph.getInitializerList().stream().map(tensor -> tensor.getName() + tensor.getDimsList()))
                .containsExactly("conv/weights[4, 3, 3, 3]", "norm/scale[4]", "norm/shift[4]", "norm/mean[4]",
                        "norm/variance[4]", "scores/weights[3, 24]", "scores/bias[3]");
        assertThat(graph.getInputList().stream().map(OnnxExportTests::shape)).containsExactly("input N,3,6,4");
        assertThat(graph.getValueInfoList().stream().map(OnnxExportTests::shape)).containsExactly("conv N,4,6,4",
                "norm N,4,6,4", "relu N,4,6,4", "pool N,4,3,2", "scores/flatten N,24");
        assertThat(graph.getOutputList().stream().map(OnnxExportTests::shape)).containsExactly("scores N,3");
    }

    @Test
    void rowsOfADenseBehindAFlattenAreInTheOrderOfOnnx() throws IOException {
        Network network = Network.of(Shape.image(2, 1, 2), new Flatten(), Dense.of(1).bias(false));
        Weights weights = Weights.zeros(network);
        System.arraycopy(new float[] {1, 2, 3, 4}, 0, weights.values(network.params().getFirst()), 0, 4);
        TensorProto tensor = graph(Onnx.export(network, weights)).getInitializer(0);
        float[] numbers = new float[4];
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        assertThat(numbers).containsExactly(1, 3, 2, 4); // both pixels' first channel, then both pixels' second
    }

    @Test
    void transposesStandWhereAnOrderIsNeededAlone() throws IOException {
        assertThat(operators(export(Permute.of(1, 0, 2), new Relu(), Permute.of(1, 0, 2), Conv2d.of(2, 1))))
                .containsExactly("Relu", "Conv");
        assertThat(operators(export(Permute.of(1, 0, 2), Conv2d.of(2, 1)))).containsExactly("Transpose", "Conv");
    }

    @Test
    void theBatchIsOpenOrFixed() throws IOException {
        OnnxExport export = export(network());
        assertThat(shape(graph(export.batch(8)).getInput(0))).isEqualTo("input 8,3,6,4");
        assertThat(shape(graph(export.batch(8).batch(0)).getInput(0))).isEqualTo("input N,3,6,4");
        assertThatThrownBy(() -> export.batch(-1)).hasMessage(
                "The batch was given as -1, but it has 1 example or more. Give 0 to leave it open.");
    }

    @Test
    void operatorsAreAsOldAsTheLayersAllow() throws IOException {
        assertThat(opset(export(network()))).isEqualTo(17);
        assertThat(opset(export(Gelu.of()))).isEqualTo(20);
        assertThat(operators(export(Gelu.of()))).containsExactly("Gelu");
        assertThat(opset(export(Gelu.of()).opset(19))).isEqualTo(17);
        assertThat(operators(export(Gelu.of()).opset(19))).containsExactly("Div", "Erf", "Add", "Mul", "Mul");
        assertThatThrownBy(() -> export(network()).opset(13))
                .hasMessage("ONNX's operators of version 13 were asked for, but "
                        + "those from 17 to 21 are written. Give opset 17, which every runtime knows.");
    }

    private static long opset(OnnxExport export) throws IOException {
        return ModelProto.parseFrom(export.bytes()).getOpsetImport(0).getVersion();
    }

    @Test
    void batchNormalisationGoesIntoTheWeightsOnDemand() throws IOException {
        OnnxExport export = export(network()).foldBatchNorm(true);
        assertThat(operators(export)).containsExactly("Conv", "Relu", "MaxPool", "Flatten", "Gemm");
        assertThat(graph(export).getInitializerList().stream().map(TensorProto::getName)).containsExactly(
                "conv/weights",
                "conv/bias", "scores/weights", "scores/bias");
        Network.Builder read = Network.builder(IMAGE); // the convolution has another reader
        Node conv = read.add(Conv2d.of(2, 1));
        Node norm = read.add(BatchNorm.of(), conv);
        read.add(new Add(), conv, norm);
        assertThat(operators(export(read.build()).foldBatchNorm(true))).containsExactly("Conv", "BatchNormalization",
                "Add");
    }

    @Test
    void listsAllThatCannotBeExported() {
        Network.Builder net = Network.builder(IMAGE);
        net.add("one", new Riddle());
        net.add("two", new Relu());
        net.add("three", AveragePool2d.of(2).dilation(2));
        OnnxExport export = export(net.build());
        assertThatThrownBy(export::bytes).hasMessage("The model has 1 layer that ONNX cannot have:\n"
                + "  Riddle[] (ONNX has no operator for it): 1 layer, one\n"
                + "What can be exported is listed in docs/onnx.md. Use other layers in the place of these.");
        Network.Builder branches = Network.builder(IMAGE);
        Node start = branches.add("start", new Relu());
        Node one = branches.add("one", new Riddle(), start);
        Node two = branches.add("two", AveragePool2d.of(2).dilation(2).stride(1), start);
        Node three = branches.add("three", new Riddle(), start);
        Node flat = branches.add("flat", new Flatten(), two);
        Node both = branches.add("both", new Add(), one, three);
        branches.add("all", new Concat(), flat, branches.add("also-flat", new Flatten(), both));
        assertThatThrownBy(() -> export(branches.build()).opset(17).bytes()).hasMessageStartingWith(
                "The model has 3 layers that ONNX cannot have:\n"
                        + "  AveragePool2d[size=2x2, stride=1x1, padding=valid, dilation=2x2, roundUp=false, countPadding=false] (a dilated mean "
                        + "needs operators of version 19): 1 layer, two\n"
                        + "  Riddle[] (ONNX has no operator for it): 2 layers, one, three\n");
        Network.Builder greatest = Network.builder(IMAGE);
        Node image = greatest.add("start", new Relu());
        greatest.add("put", ScatterElements.of(2).meeting(ScatterElements.Meeting.MAXIMUM), image, image, image);
        assertThatThrownBy(() -> export(greatest.build()).opset(17).bytes())
                .hasMessageContaining("the greatest or least of numbers in one place needs operators of version 18");
        Network.Builder volume = Network.builder(Shape.of(2, 2, 2, 3));
        Node slices = volume.add("start", new Relu());
        volume.add("sample", GridSample.of(), slices, slices);
        assertThatThrownBy(() -> export(volume.build()).opset(17).bytes())
                .hasMessageContaining("places in volumes need operators of version 20");
        Network.Builder moved = Network.builder(Shape.image(2, 2, 2));
        Node pixels = moved.add("start", new Relu());
        moved.add("moved", DeformConv2d.of(1, 1), pixels, pixels);
        assertThatThrownBy(() -> export(moved.build()).opset(17).bytes())
                .hasMessageContaining("windows whose elements are moved need operators of version 19");
        Network.Builder regions = Network.builder(Shape.image(4, 4, 1));
        Node picture = regions.add("start", new Relu());
        regions.add("regions", RoiAlign.of(2), picture, regions.add(Reshape.of(4, 4), picture));
        assertThatThrownBy(() -> export(regions.build()).bytes())
                .hasMessageContaining("(regions of a whole batch are one axis in ONNX): 1 layer, regions");
        Network.Builder best = Network.builder(Shape.vector(4));
        best.add("best", TopK.of(2));
        assertThatThrownBy(() -> export(best.build()).bytes())
                .hasMessageContaining("(its node has two outputs, of which a layer gives one): 1 layer, best");
        Network.Builder line = Network.builder(Shape.image(2, 3, 2));
        Node places = line.add("start", new Relu());
        Node row = line.add("row", Reshape.of(6, 2), places);
        line.add("sample", GridSample.of(), places, row);
        assertThatThrownBy(() -> export(line.build()).bytes())
                .hasMessageContaining("its places (6, 2) have not as many axes as the image (2, 3, 2)");
    }

    @Test
    void notesSayWhatTheModelKnows() throws IOException {
        assertThat(notes(model("cat", "dog", "owl")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("classes", "cat,dog,owl",
                        "target", "class", "mean", "0.5,0.25,0.125", "deviation", "1.0,0.5,2.0", "resize", "stretch",
                        "size", "6x4",
                        "channels", "3", "layout", "NCHW"));
        assertThat(notes(model("cat", "dog, or wolf", "owl"))).containsEntry("classes", "cat\ndog, or wolf\nowl");
        Provenance known = new Provenance("1.2", List.of(), "{}", 7, "abc", 3, List.of(), null, null);
        assertThat(notes(model("a", "b", "c").withProvenance(known)).get("provenance")).contains("\"seed\":7")
                .contains("\"data\":\"abc\"");
    }

    private static Map<String, String> notes(Model model) throws IOException {
        return ModelProto.parseFrom(Onnx.export(model).bytes()).getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    @Test
    void aModelGivesWhatItPredictsOrItsScores() throws IOException {
        Model model = model("a", "b", "c");
        assertThat(operators(Onnx.export(model))).endsWith("Gemm", "Softmax");
        assertThat(operators(Onnx.export(model).scores())).endsWith("Flatten", "Gemm");
    }

    @Test
    void isReadAgainWithItsClasses() {
        Path file = folder.resolve("net.onnx");
        Model model = model("cat", "dog", "owl");
        Onnx.write(model, file);
        Model again = Onnx.read(file).model();
        assertThat(again.classes()).containsExactly("cat", "dog", "owl");
        assertThat(again.network().nodes().stream().map(Node::name)).containsExactly("conv", "norm", "relu", "pool",
                "scores/reshape", "scores");
    }

    @Test
    void severalOutputsHaveTheirNames() throws IOException {
        Network.Builder net = Network.builder(IMAGE);
        Node trunk = net.add("trunk", new Flatten());
        Node kind = net.add("kind-scores", Dense.of(2), trunk);
        Node tags = net.add("tag-scores", Dense.of(3), trunk);
        net.add(JoinedOutputs.NAME, new JoinedOutputs(), kind, tags);
        Network network = net.build();
        Model model = new Model(network, Weights.init(network, 1), Preprocessing.none(IMAGE),
                List.of(new Output("kind", "kind-scores", Target.classes("a", "b"), SoftmaxCrossEntropy.of(), 1),
                        new Output("tags", "tag-scores", Target.labels("x", "y", "z"), BinaryCrossEntropy.of(), 1)),
                Provenance.unknown());
        GraphProto graph = graph(Onnx.export(model));
        assertThat(graph.getOutputList().stream().map(OnnxExportTests::shape)).containsExactly("kind N,2", "tags N,3");
        assertThat(graph.getNodeList().stream().map(NodeProto::getOpType)).containsExactly("Flatten", "Gemm", "Gemm",
                "Softmax", "Sigmoid");
        assertThat(notes(model)).containsEntry("classes.kind", "a,b").containsEntry("classes.tags", "x,y,z");
        RoundTrip trip = RoundTrip.of(network);
        try (Workers workers = new Workers(1)) {
            float[] ours = trip.ours(new Engine(Registry.load().kernels("scalar"), workers));
            Map<String, float[]> theirs = OnnxRuntime.run(Onnx.export(network, trip.weights()).bytes(),
                    channelsFirst(trip.examples()), 2, 3, 6, 4);
            assertThat(theirs.keySet()).containsExactly("kind-scores", "tag-scores");
            RoundTrip.assertSame(Arrays.copyOf(theirs.get("kind-scores"), 2), Arrays.copyOf(ours, 2), "kind");
            RoundTrip.assertSame(Arrays.copyOf(theirs.get("tag-scores"), 3), Arrays.copyOfRange(ours, 2, 5), "tags");
        }
    }

    private static float[] channelsFirst(float[] examples) {
        return Constant.of(new int[] {2, 6, 4, 3}, examples).permute(0, 3, 1, 2).asFloats();
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        Model model = model("a", "b", "c");
        Path file = folder.resolve("net.onnx");
        Onnx.write(model, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(Onnx.export(model).bytes());
        Files.createDirectory(folder.resolve("taken"));
        assertThatThrownBy(() -> Onnx.write(model, folder.resolve("taken"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write");
    }

    @Test
    void aNetworkThatComputesNothingGivesItsInput() throws IOException {
        assertThat(operators(export(Dropout.of(0.5)))).containsExactly("Identity");
        assertThat(operators(export(new Flatten(), new Softmax()))).contains("Softmax");
    }
}
