package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.core.interop.StateDict;
import cnn.core.interop.WeightNames;
import cnn.core.model.Model;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.safetensors.SafetensorsFile;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.zoo.MobileNetV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of other frameworks from the command line, and back. */
class WeightsCommandsTests {
    private static final String NETWORK = "mobilenet-v2: {width: 0.25, classes: 3}";

    @TempDir private Path folder;
    private Path weights;

    @BeforeEach
    void writeAsTimm() {
        Network network = Network.of(Shape.image(32, 32, 3), MobileNetV2.of().width(0.25).classes(3));
        weights = folder.resolve("weights.safetensors");
        StateDict.write(weights, network, Weights.init(network, 1), WeightNames.pytorch().program("timm"));
    }

    private Path imported(Object... more) {
        Path out = folder.resolve("model.safetensors");
        Object[] arguments = {"import", weights, "--network", NETWORK, "--size", "32", "--classes", "a,b,c", "--out",
            out};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        CommandRun run = CommandRun.of(all).succeeds();
        assertThat(run.out()).startsWith("model  " + out + "\ntakes  (32, 32, 3), gives 3 classes: a, b, c\nhas    ");
        assertThat(run.err()).startsWith("Taken from '" + weights + "', PyTorch's, names as in timm: 262 parameters (");
        return out;
    }

    @Test
    void becomeAModelAndGoBackToTheVeryBytes() throws IOException {
        Path model = imported("--mean", "0.5", "--deviation", "0.25", "--epsilon", "0.001");
        Model loaded = Model.load(model, Registry.load());
        assertThat(loaded.preprocessing().mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(loaded.network().nodes().get(1).layer()).isEqualTo(BatchNorm.of().epsilon(0.001));
        assertThat(loaded.provenance().start()).hasSize(64);
        Path back = folder.resolve("back.safetensors");
        CommandRun run = CommandRun
                .of("export", model, "--to", "pytorch", "--network", NETWORK, "--size", "32", "--names", "timm",
                        "--out", back)
                .succeeds();
        assertThat(run.out()).isEqualTo("weights  " + back + "\nhas      314 tensors\n");
        assertThat(back).hasSameBinaryContentAs(weights);
    }

    @Test
    void goToKerasUnderTheModelsOwnNames() {
        Path model = imported();
        CommandRun.of("export", model, "--to", "keras").succeeds();
        try (SafetensorsFile keras = SafetensorsFile.open(folder.resolve("model.keras.safetensors"))) {
            assertThat(keras.tensors()).containsKeys("mobilenet-v2-1/stem/conv/kernel",
                    "mobilenet-v2-1/stem/norm/moving_mean");
        }
    }

    @Test
    void sayWhatTheFileDoesNot() {
        imported();
        assertThat(CommandRun.of("import", weights, "--network", NETWORK, "--size", "32").succeeds().err()).contains(
                "Values stay in [0, 1], and the file does not say how they were normalized. Networks of torchvision and timm were "
                        + "mostly trained with --mean 0.485,0.456,0.406 --deviation 0.229,0.224,0.225.");
        assertThat(folder.resolve("weights.model.safetensors")).exists();
    }

    @Test
    void goIntoAPipelinesNetworkByRules() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("net.yaml"), """
                name: net
                data: {folder: {path: images}}
                preprocess: {size: 8, channels: 1, normalize: {mean: [0.25], std: [0.5]}}
                network:
                  - conv2d: {filters: 2, kernel: 3}
                    name: first
                  - flatten
                  - dense: {units: 2}
                    name: last
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}}
                """);
        Network.Builder theirs = Network.builder(Shape.image(8, 8, 1));
        theirs.add("features/0", Conv2d.of(2, 3));
        theirs.add("flat", new Flatten());
        theirs.add("fc", Dense.of(2));
        Network network = theirs.build();
        StateDict.write(weights, network, Weights.init(network, 1), WeightNames.pytorch());
        Path out = folder.resolve("net.safetensors");
        CommandRun run = CommandRun
                .of("import", weights, "--network", pipeline, "--rename", "features.0=first", "--rename",
                        "fc=last", "--out", out)
                .succeeds();
        assertThat(run.out()).contains("gives 2 classes: 0, 1");
        assertThat(Model.load(out, Registry.load()).preprocessing().deviation()).isEqualTo(List.of(0.5));
    }

    /** What the numbers mean follows from the pipeline's loss. */
    @Test
    void answerWithNumbersWhereThePipelineDoes() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("numbers.yaml"), """
                name: numbers
                data: {folder: {path: images}}
                preprocess: {size: 4, channels: 1, normalize: none}
                network: [flatten, {name: last, dense: {units: 2}}]
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}, loss: mean-squared-error, metrics: [mean-absolute-error]}
                """);
        Network.Builder theirs = Network.builder(Shape.image(4, 4, 1));
        theirs.add("flat", new Flatten());
        theirs.add("last", Dense.of(2));
        Network network = theirs.build();
        StateDict.write(weights, network, Weights.init(network, 1), WeightNames.pytorch());
        Path out = folder.resolve("numbers.safetensors");
        assertThat(CommandRun.of("import", weights, "--network", pipeline, "--classes", "width,height", "--out", out)
                .succeeds()
                .out()).contains("gives 2 numbers: width, height");
        Path several = Files.writeString(folder.resolve("several.yaml"), """
                name: several
                data: {folder: {path: images}}
                preprocess: {size: 4, channels: 1}
                network:
                  - flatten
                  - {name: one, dense: {units: 2}}
                  - {name: two, dense: {units: 1}, from: flatten-1}
                outputs:
                  shades: {layer: one, loss: binary-cross-entropy, metrics: [f1]}
                  light: {layer: two, loss: mean-squared-error, metrics: [r2]}
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}}
                """);
        CommandRun.of("import", weights, "--network", several).fails(1,
                "The pipeline 'several' has the outputs shades, light, and "
                        + "weights alone become a model of one output. Start training from them instead: train.start.");
    }

    @Test
    void areRefusedWithReasons() throws IOException {
        CommandRun.of("import", weights).fails(1,
                "'" + weights + "' has weights and no layers. Name the network that they are of: "
                        + "--network 'resnet: {depth: 18}' or another of cnn-zoo, or --network PIPELINE.");
        assertThat(CommandRun.of("import", weights, "--network", NETWORK, "--size", "32", "--classes", "a,b").err())
                .endsWith(
                        "cnn: The network gives 3 numbers, but 2 classes were named. Name as many, in the order of the numbers.\n");
        assertThat(CommandRun.of("import", weights, "--network", NETWORK, "--size", "32", "--rename", "x").err())
                .startsWith(
                        "cnn: --rename was given 'x', which has no '='. Write the other framework's module, and our layer: --rename "
                                + "'features.*=backbone/*'.");
        assertThat(CommandRun.of("import", weights, "--network", NETWORK, "--size", "32", "--out", weights).err())
                .startsWith(
                        "cnn: The model would overwrite the weights '" + weights + "'. Name another file with --out.");
        Path model = imported();
        CommandRun.of("import", model, "--network", NETWORK).fails(1,
                "'" + model + "' is a model of this framework already. Use it "
                        + "as it is, or name weights of PyTorch or Keras.");
        assertThat(CommandRun.of("import", Files.writeString(folder.resolve("a.onnx"), ""), "--epsilon", "1e-3").err())
                .startsWith(
                        "cnn: An ONNX file says what its network is: --network, --size, --channels, --names, --rename and "
                                + "--epsilon are for weights (.safetensors). Leave them out.");
        CommandRun.of("export", model, "--to", "pytorch", "--network", "mobilenet-v2: {width: 0.25}", "--size", "32")
                .fails(1,
                        "The network that --network names is not the model's: mobilenet-v2-1/scores/weights is (1280, 1000) there, "
                                + "mobilenet-v2-1/scores/weights is (1280, 3) in the model. Name the network that the model was trained as, "
                                + "with as many classes.");
        assertThat(CommandRun.of("export", model, "--to", "keras", "--scores").err())
                .startsWith("cnn: --batch, --opset, --scores and "
                        + "--fold-batch-norm are for a whole network: --to onnx. Leave them out.");
        assertThat(CommandRun.of("export", model, "--to", "onnx", "--names", "timm").err())
                .startsWith("cnn: --network, --size, "
                        + "--channels, --names and --rename are for weights: --to pytorch or keras. Leave them out.");
        CommandRun.of("export", model, "--to", "pytorch", "--out", folder).fails(1,
                "'" + folder + "' is a folder, and weights are "
                        + "one file. Name it, for example " + folder.resolve("weights.safetensors") + ".");
        CommandRun.of("export", model, "--to", "pytorch", "--out", model).fails(1,
                "The weights would overwrite the model '" + model
                        + "'. Name another file with --out.");
        CommandRun.of("export", model, "--to", "pytorch", "--names", "timm").fails(1,
                "No block of the network has names of 'timm'. "
                        + "None has names of any program: name its layers yourself, with rules.");
        Path open = Files.writeString(folder.resolve("open.yaml"), """
                name: open
                data: {folder: {path: images}}
                network: [flatten, {dense: {units: 2}}]
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 0.1}}}
                """);
        assertThat(CommandRun.of("import", weights, "--network", open).err()).startsWith("cnn: The pipeline '" + open
                + "' takes "
                + "images as they come, so that the size of its network's input is not known without them. Give --size and "
                + "--channels, for example --size 32 --channels 3, or set preprocess.size and preprocess.channels in the pipeline.");
    }
}
