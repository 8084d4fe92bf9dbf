package cnn.core.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.layer.Binding;
import cnn.api.layer.Bound;
import cnn.api.layer.Layer;
import cnn.core.SharedData;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.safetensors.SafetensorsFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.Padding;
import cnn.layers.activation.Prelu;
import cnn.layers.activation.Relu;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights of others into networks and back, and what is said of them. */
class StateDictTests {
    @TempDir private Path folder;

    private static Network network(String... names) {
        Layer[] layers = {Conv2d.of(4, 3).padding(Padding.of(1)), BatchNorm.of(), new Relu(), new Flatten(),
            Dense.of(16)};
        Network.Builder builder = Network.builder(Shape.image(8, 8, 3));
        for (int i = 0; i < layers.length; i++) {
            builder.add(names[i], layers[i]);
        }
        return builder.build();
    }

    private static Network likeTheFile() {
        return network("conv1", "norm1", "relu", "flatten", "fc1");
    }

    private static Path multiLayer() {
        return SharedData.path("safetensors/multi_layer/multi_layer.safetensors");
    }

    private static void answersAsPyTorch(LoadedWeights loaded) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(SharedData
                .path("safetensors/multi_layer/multi_layer_expected.json").toFile()).get("expected_output");
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(loaded.network(), loaded.weights(),
                    new Engine(Registry.load().kernels("scalar"), workers), 1);
            Arrays.fill(session.input(), 1);
            session.forward(1, false, 0);
            for (int i = 0; i < 16; i++) {
                assertThat((double) session.output()[i]).isCloseTo(expected.get(i).asDouble(),
                        org.assertj.core.data.Offset.offset(1e-5));
            }
        }
    }

    @Test
    void givesWhatPyTorchGave() throws IOException {
        LoadedWeights loaded = StateDict.read(multiLayer()).into(likeTheFile());
        answersAsPyTorch(loaded);
        assertThat(loaded.missing()).isEmpty();
        assertThat(loaded.left()).isEmpty();
        assertThat(loaded.notes()).containsExactly("Taken from '" + multiLayer() + "', PyTorch's, names as here: 8 "
                + "parameters (conv1/weights, conv1/bias, norm1/scale, norm1/shift, norm1/mean, norm1/variance, fc1/weights, "
                + "fc1/bias).");
    }

    @Test
    void goesByRulesWhereNamesDiffer() throws IOException {
        StateDict dict = StateDict.read(multiLayer());
        answersAsPyTorch(dict
                .names(WeightNames.pytorch().rename("conv{n}", "stage{n+1}/conv").rename("norm*", "stage2/norm*")
                        .rename("fc1.*", "scores/*"))
                .into(network("stage2/conv", "stage2/norm1", "relu", "flatten", "scores")));
    }

    @Test
    void comesBackAsItWas() throws IOException {
        Network network = likeTheFile();
        Path back = folder.resolve("back.safetensors");
        Path again = folder.resolve("again.safetensors");
        Weights weights = StateDict.read(multiLayer()).into(network).weights();
        StateDict.write(back, network, weights, WeightNames.pytorch());
        try (SafetensorsFile written = SafetensorsFile.open(back);
                SafetensorsFile read = SafetensorsFile.open(multiLayer())) {
            assertThat(written.tensors().keySet()).isEqualTo(read.tensors().keySet());
            for (String name : read.tensors().keySet()) {
                assertThat(written.info(name).dims()).isEqualTo(read.info(name).dims());
                if (!name.endsWith("num_batches_tracked")) {
                    assertThat(written.bytes(name)).isEqualTo(read.bytes(name));
                }
            }
            assertThat(written.metadata()).containsEntry("format", "pt");
        }
        StateDict.write(again, network, StateDict.read(back).into(network).weights(), WeightNames.pytorch());
        assertThat(again).hasSameBinaryContentAs(back);
        answersAsPyTorch(StateDict.read(again).into(network));
    }

    /** Keras' layouts are ours: only names differ. */
    @ParameterizedTest
    @ValueSource(strings = {"", "sequential/"})
    void readsAndWritesKeras(String model) throws IOException {
        Network network = likeTheFile();
        Weights weights = StateDict.read(multiLayer()).into(network).weights();
        Path keras = folder.resolve("keras.safetensors");
        StateDict.write(keras, network, weights, WeightNames.keras());
        SafetensorsWriter user = new SafetensorsWriter();
        try (SafetensorsFile written = SafetensorsFile.open(keras)) {
            assertThat(written.tensors().keySet()).containsExactlyInAnyOrder("conv1/bias", "conv1/kernel", "fc1/bias",
                    "fc1/kernel", "norm1/beta", "norm1/gamma", "norm1/moving_mean", "norm1/moving_variance");
            assertThat(written.info("conv1/kernel").dims()).containsExactly(3L, 3L, 3L, 4L);
            assertThat(written.info("fc1/kernel").dims()).containsExactly(256L, 16L);
            written.tensors().keySet().forEach(name -> user.add(model + name + ":0", written.tensor(name)));
        }
        Path file = folder.resolve("user.safetensors");
        user.write(file);
        LoadedWeights loaded = StateDict.read(file).into(network);
        answersAsPyTorch(loaded);
        assertThat(loaded.notes().getFirst()).contains("Keras', names as here" + (model.isEmpty()
                ? ""
                : ", without 'sequential/' "
                        + "before all of them")
                + ": 8 parameters");
        assertThat(loaded.notes().get(1))
                .isEqualTo("Batch normalisation adds 1.0E-5 to variances in 1 layer (norm1); Keras' own is "
                        + "0.001, and files of weights do not say it. Set epsilon where the weights were trained with another.");
        assertThat(StateDict.read(file).epsilon(1e-3).into(network).network().nodes().get(1).layer())
                .isEqualTo(BatchNorm.of().epsilon(1e-3));
    }

    /** Layers that nobody named have default names in both. */
    @Test
    void knowsTheNamesThatKerasGives() {
        Network network = Network.of(Shape.image(8, 8, 1), Conv2d.of(2, 3), BatchNorm.of(), Conv2d.of(3, 3),
                BatchNorm.of(),
                Prelu.of(), new Flatten(), Dense.of(2));
        Path file = folder.resolve("keras.safetensors");
        Weights weights = Weights.init(network, 1);
        StateDict.write(file, network, weights, WeightNames.keras());
        StateDict dict = StateDict.read(file);
        assertThat(dict.tensors().keySet()).contains("conv2d/kernel", "conv2d_1/kernel", "batch_normalization/gamma",
                "batch_normalization_1/moving_variance", "p_re_lu/alpha", "dense/bias");
        assertThat(dict.framework()).isEqualTo(Framework.KERAS);
        LoadedWeights loaded = dict.into(network);
        network.params().forEach(param -> assertThat(loaded.weights().values(param)).isEqualTo(weights.values(param)));
        assertThat(KerasNames.of("stage1/conv2d-1")).isEmpty();
        assertThat(KerasNames.of("conv2d-0")).isEmpty();
        assertThat(KerasNames.of("relu-1")).isEmpty();
    }

    /** What DataParallel puts before every name says nothing. */
    @Test
    void takesAwayWhatAllNamesBeginWith() throws IOException {
        Path file = renamed(name -> "module." + name);
        LoadedWeights loaded = StateDict.read(file).into(likeTheFile());
        answersAsPyTorch(loaded);
        assertThat(loaded.notes().getFirst()).contains("names as here, without 'module.' before all of them");
    }

    @Test
    void takesModulesInOrderWhereNoNameFits() throws IOException {
        Path file = renamed(
                name -> name.replace("conv1", "features.2").replace("norm1", "features.10").replace("fc1", "head.0"));
        LoadedWeights loaded = StateDict.read(file).into(likeTheFile());
        answersAsPyTorch(loaded);
        assertThat(loaded.notes().getFirst()).contains(
                "PyTorch's, no name fits, so modules were taken in the order of their names, whose shapes all agree: 8");
    }

    private interface Renaming {
        String of(String name);
    }

    private Path renamed(Renaming renaming) {
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile read = SafetensorsFile.open(multiLayer())) {
            read.tensors().keySet().stream().filter(name -> !Matching.isCounter(name))
                    .forEach(name -> writer.add(renaming.of(name), read.tensor(name)));
        }
        Path file = folder.resolve("renamed.safetensors");
        writer.write(file);
        return file;
    }

    @Test
    void listsAllShapesThatDoNotFit() {
        Network.Builder builder = Network.builder(Shape.image(8, 8, 3));
        builder.add("conv1", Conv2d.of(5, 3));
        builder.add("flatten", new Flatten());
        builder.add("fc1", Dense.of(16));
        assertThatThrownBy(() -> StateDict.read(multiLayer()).into(builder.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + multiLayer() + "' does not fit, in 3 tensors:\n"
                        + "  conv1.weight is F32 (4, 3, 3, 3) there, and conv1/weights (3, 3, 3, 5) needs (5, 3, 3, 3)\n"
                        + "  conv1.bias is F32 (4) there, and conv1/bias (5) needs (5)\n"
                        + "  fc1.weight is F32 (16, 256) there, and fc1/weights (180, 16) needs (16, 180)\n"
                        + "Build the network that they are the weights of, or leave out the layers that are to be learnt anew.");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThatThrownBy(() -> StateDict.read(multiLayer()).into(network("conv1", "norm2", "relu", "flatten", "fc1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + multiLayer()
                        + "' lacks 4 parameters of the network, under names as here: norm2/scale (as "
                        + "norm2.weight), norm2/shift (as norm2.bias), norm2/mean (as norm2.running_mean), norm2/variance (as "
                        + "norm2.running_var). It has besides norm1.bias, norm1.running_mean, norm1.running_var, norm1.weight. Say "
                        + "with rules what they are called there, or give weights to keep for them.");
    }

    @Test
    void keepsWhatTheFileLacks() {
        Network network = network("conv1", "norm2", "relu", "flatten", "fc1");
        Weights before = Weights.init(network, 3);
        LoadedWeights loaded = StateDict.read(multiLayer()).into(network, before);
        assertThat(loaded.missing()).containsExactly("norm2/scale", "norm2/shift", "norm2/mean", "norm2/variance");
        assertThat(loaded.left()).containsExactly("norm1.bias", "norm1.running_mean", "norm1.running_var",
                "norm1.weight");
        assertThat(loaded.weights().tensors().get("norm2/variance").data()).containsOnly(1);
        assertThat(loaded.notes().subList(1, 3)).containsExactly(
                "Not in the file, so as they were: 4 parameters (norm2/scale, norm2/shift, norm2/mean, norm2/variance).",
                "Left in the file, since the network lacks them: 4 tensors (norm1.bias, norm1.running_mean, norm1.running_var, "
                        + "norm1.weight).");
    }

    @Test
    void refusesWhereNothingFits() {
        Network network = network("a", "b", "relu", "flatten", "c");
        assertThatThrownBy(() -> StateDict.read(multiLayer()).into(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing of '" + multiLayer()
                        + "' can be taken: it has norm1.num_batches_tracked, conv1.bias, "
                        + "conv1.weight, fc1.bias, fc1.weight, norm1.bias, norm1.running_mean, norm1.running_var and 1 more, and the "
                        + "network looks for a.weight, a.bias, b.weight, b.bias, b.running_mean, b.running_var, c.weight, c.bias, as "
                        + "PyTorch names them. Say with rules what its layers are called there, or give layers those names.");
    }

    private Path oneTensor(String name, String type, int[] dims, byte[] bytes) throws IOException {
        String header = "{\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + Arrays.toString(dims)
                + ",\"data_offsets\":[0," + bytes.length + "]}}";
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("one.safetensors");
        Files.write(file,
                ByteBuffer.allocate(8 + text.length + bytes.length).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length)
                        .put(text).put(bytes).array());
        return file;
    }

    private static Network bare(Layer layer) {
        Network.Builder builder = Network.builder(Shape.image(1, 1, 2));
        builder.add("m", layer);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16", "F32", "F64"})
    void takesAllUsualFloats(String type) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : new float[] {0.5f, -2}) {
            switch (type) {
                case "F16" -> bytes.putShort(Float.floatToFloat16(value));
                case "BF16" -> bytes.putShort((short) (Float.floatToIntBits(value) >>> 16));
                case "F32" -> bytes.putFloat(value);
                default -> bytes.putDouble(value);
            }
        }
        Path file = oneTensor("m.weight", type, new int[] {2}, Arrays.copyOf(bytes.array(), bytes.position()));
        LoadedWeights loaded = StateDict.read(file).into(bare(Prelu.of()));
        assertThat(loaded.weights().tensors().get("m/slope").data()).containsExactly(0.5f, -2);
        if (type.equals("F64")) {
            assertThat(loaded.notes()).contains("Rounded from 64 to 32 bits: 1 tensor (m.weight).");
        }
    }

    @Test
    void takesOneSlopeForAllChannels() throws IOException {
        Path file = oneTensor("m.weight", "F32", new int[] {1},
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.25f).array());
        LoadedWeights loaded = StateDict.read(file).into(bare(Prelu.of()));
        assertThat(loaded.weights().tensors().get("m/slope").data()).containsExactly(0.25f, 0.25f);
        assertThat(loaded.notes()).contains("Of 'm.weight' the one number was taken for all 2 of m/slope.");
    }

    @Test
    void refusesWhatIsNoNumberAsAFloat() throws IOException {
        Path file = oneTensor("m.weight", "F64", new int[] {2},
                ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1).putDouble(1e300).array());
        assertThatThrownBy(() -> StateDict.read(file).into(bare(Prelu.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file
                        + "' cannot be used: tensor 'm.weight' F64 (2) has Infinity at index 1, as a float of 32 "
                        + "bits, and every weight must be a finite number. Save finite weights.");
    }

    @Test
    void refusesAFileWithoutTensors() {
        Path file = folder.resolve("empty.safetensors");
        new SafetensorsWriter().write(file);
        assertThatThrownBy(() -> StateDict.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + file + "' has no tensors. Save the weights of a network: save_file(model.state_dict(), "
                                + "\"weights.safetensors\").");
    }

    @Test
    void refusesWhatCannotBeWritten() {
        Path file = folder.resolve("written.safetensors");
        Network network = likeTheFile();
        assertThatThrownBy(() -> StateDict.write(file, network, Weights.zeros(network),
                WeightNames.pytorch().rename("all", "conv1").rename("all", "fc1")))
                .hasMessage(
                        "Two parameters would be called 'all.weight': fc1/weights is the second. Change the rule that names it.");
        Network bare = bare(new Relu());
        assertThatThrownBy(() -> StateDict.write(file, bare, Weights.zeros(bare), WeightNames.pytorch()))
                .hasMessage(
                        "The network has no weights to write: none of its layers (m) has parameters. Give one that learns.");
        assertThat(file).doesNotExist();
    }

    /** Keeps a variance, in a record that nobody else may read. */
    private record Hidden(double epsilon) implements Layer {
        @Override
        public Bound bind(Binding in) {
            in.state("variance", in.input(), (values, shape, random) -> Arrays.fill(values, 1));
            return Bound.of(in.input(), new Relu().bind(in).op());
        }
    }

    @Test
    void refusesAnEpsilonThatCannotBeSet() throws IOException {
        Path file = oneTensor("m.running_var", "F32", new int[] {1, 1, 2}, new byte[8]);
        assertThatThrownBy(() -> StateDict.read(file).epsilon(0.01).into(bare(new Hidden(0.1))))
                .hasMessage("The epsilon of layer "
                        + "Hidden[epsilon=0.1] cannot be read or changed: its record is not public. Make it public, or build the network with "
                        + "the epsilon that is wanted.");
    }

    @Test
    void refusesAnEpsilonThatIsNone() {
        assertThatThrownBy(() -> StateDict.read(multiLayer()).epsilon(0).into(likeTheFile()))
                .hasMessage(
                        "Batch normalisation was given an epsilon of 0.0, which must be above 0 and below 1. Give the one that "
                                + "the weights were trained with: 1e-5 is PyTorch's, 1e-3 Keras'.");
    }

    @Test
    void refusesNamesOfAProgramThatNoneKnows() {
        assertThatThrownBy(
                () -> StateDict.read(multiLayer()).names(WeightNames.pytorch().program("timm")).into(likeTheFile()))
                .hasMessage(
                        "No block of the network has names of 'timm'. None has names of any program: name its layers "
                                + "yourself, with rules.");
    }

    /** A depthwise kernel of Keras has its channels where its inputs are otherwise. */
    @Test
    void writesDepthwiseKernelsAsKerasHasThem() {
        Network.Builder builder = Network.builder(Shape.image(4, 4, 3));
        builder.add("dw", Conv2d.of(6, 3).groups(3));
        builder.add("act", Prelu.of());
        Network network = builder.build();
        Path file = folder.resolve("depthwise.safetensors");
        Weights weights = Weights.init(network, 1);
        StateDict.write(file, network, weights, WeightNames.keras());
        StateDict dict = StateDict.read(file);
        assertThat(dict.tensors().get("dw/kernel").dims()).containsExactly(3L, 3L, 3L, 2L);
        assertThat(dict.tensors().get("act/alpha").dims()).containsExactly(1L, 1L, 6L);
        Map<String, float[]> read = Map.of("dw/weights",
                dict.into(network).weights().tensors().get("dw/weights").data());
        assertThat(read.get("dw/weights")).isEqualTo(weights.tensors().get("dw/weights").data());
    }
}
