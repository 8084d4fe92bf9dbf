package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.train.TrainingListener;
import cnn.core.model.Model;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that learnt digits elsewhere learns drawings here. */
class FineTuningTests {
    @TempDir private Path folder;

    private final List<Double> losses = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Model train(String network, String train) {
        return run("""
                name: drawings
                seed: 1
                data: {limit: {data: {folder: {path: %s}}, per-class: 40}}
                preprocess: {size: 28, channels: 1, normalize: {mean: [0], std: [0.00392156862745098]}}
                network:
                %s
                train: {epochs: 3, batch: 16, validation: 0, optimizer: {adamw: {learning-rate: 0.001}}, %s}
                """.formatted(SharedData.at("hand-drawn-shapes"), network, train));
    }

    private Model run(String yaml) {
        Registry registry = Registry.load();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochEnded(Run run, EpochReport report) {
                losses.add(report.train().loss());
            }
        };
        try (Cnn cnn = Cnn.builder().registry(registry).build();
                TrainingRun run = cnn.prepare(PipelineConfig.read("drawings.yaml", yaml, registry),
                        RunOptions.of().folder(folder).listener(listener).notes(notes::add))) {
            return run.train(folder.resolve("run"), false).model();
        }
    }

    private Model imported() {
        Model digits = Onnx.read(SharedData.at("onnx-models/mnist-cntk/opt-mnist.onnx"))
                .normalize(List.of(0.0), List.of(1 / 255.0)).model();
        digits.save(folder.resolve("digits.safetensors"));
        return digits;
    }

    private static float[] values(Model model, String name) {
        return model.weights().tensors().get(name).data();
    }

    @Test
    void newClassesOnFrozenLayers() {
        Model digits = imported();
        Model drawings = train("""
                  - model: {file: digits.safetensors, until: Pooling160}
                    name: digits
                  - flatten
                  - dense: {units: 4}""", "groups: [{match: 'digits/**', frozen: true}]");
        assertThat(losses).hasSize(3);
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        for (String name : List.of("Convolution28/weights", "Convolution28/bias", "Convolution110/weights",
                "Convolution110/bias")) {
            assertThat(values(drawings, "digits/" + name)).as(name).isEqualTo(values(digits, name));
        }
    }

    @Test
    void allLayersGoOnLearning() {
        Model digits = imported();
        Model drawings = train("""
                  - model: {file: digits.safetensors, until: Pooling160}
                    name: digits
                  - flatten
                  - dense: {units: 4}""", "groups: []");
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        for (String name : List.of("Convolution28/weights", "Convolution110/bias")) {
            assertThat(Arrays.equals(values(drawings, "digits/" + name), values(digits, name))).as(name).isFalse();
        }
    }

    /** Dark pictures and light ones, with a file of a network whose nodes are called as PyTorch calls them. */
    private Model elsewhere() throws IOException {
        for (int i = 0; i < 8; i++) {
            for (String part : List.of("train", "test")) {
                picture("data/" + part + "/dark/" + i + ".png", 9 * i);
                picture("data/" + part + "/light/" + i + ".png", 255 - 9 * i);
            }
        }
        Model model = Onnx.read(TinyGraph.of(-1, 1, 6, 6).weights("w", 4, 1, 3, 3).numbers("b", 0.1, -0.1, 0.2, 0)
                .weights("m", 64, 3)
                .node("Conv", "/features/0/Conv", "x w b", "c").node("Relu", "/features/1/Relu", "c", "r")
                .node("Flatten", "/Flatten", "r", "f").node("MatMul", "/head/MatMul", "f m", "y").in(folder))
                .classes("one", "two", "three").model();
        model.save(folder.resolve("elsewhere.safetensors"));
        return model;
    }

    private void picture(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 36; p++) {
            image.getRaster().setSample(p % 6, p / 6, 0, Math.clamp(grey + p, 0, 255));
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private Model learn(String network, String train) {
        return run("""
                name: light
                seed: 1
                data: {folder: {path: %s}}
                preprocess: {size: 6, channels: 1}
                network:
                %s
                train: {epochs: 4, batch: 4, validation: 0, optimizer: {adamw: {learning-rate: 0.01}}, %s}
                """.formatted(folder.resolve("data"), network, train));
    }

    /** The network goes back to ONNX Runtime, and comes from there again. */
    private void handBack(Model model) throws IOException {
        float[] examples = new float[2 * 36];
        for (int i = 0; i < examples.length; i++) {
            examples[i] = i % 11 * 0.1f;
        }
        RoundTrip trip = new RoundTrip(model.network(), model.weights(), examples);
        byte[] file = trip.export().bytes();
        float[] ours = trip.ours(OneThread.ENGINE);
        RoundTrip.assertSame(trip.theirs(file), ours, "ONNX Runtime");
        Path again = Files.write(folder.resolve("again.onnx"), file);
        RoundTrip.assertSame(trip.imported(Onnx.read(again).network(), OneThread.ENGINE), ours, "imported again");
    }

    @Test
    void itsLayersAreTakenByNameAndHandedBack() throws IOException {
        Model there = elsewhere();
        Model here = learn("""
                  - conv2d: {filters: 4, kernel: 3}
                    name: features/0/Conv
                  - relu
                  - flatten
                  - dense: {units: 2}""", """
                start: {model: elsewhere.safetensors, layers: ["features/**"]},
                  groups: [{match: 'features/**', frozen: true}]""");
        assertThat(notes).contains("Taken from '" + folder.resolve("elsewhere.safetensors")
                + "': 2 parameters (features/0/Conv/weights, features/0/Conv/bias).");
        assertThat(values(here, "features/0/Conv/weights")).isEqualTo(values(there, "features/0/Conv/weights"));
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        handBack(here);
    }

    @Test
    void itsLayersStandInANetworkAndAreHandedBack() throws IOException {
        Model there = elsewhere();
        Model here = learn("""
                  - model: {file: elsewhere.safetensors, until: features/1/Relu}
                    name: elsewhere
                  - flatten
                  - dense: {units: 2}""", "groups: []");
        assertThat(values(here, "elsewhere/features/0/Conv/weights"))
                .isNotEqualTo(values(there, "features/0/Conv/weights"));
        assertThat(losses.getLast()).isLessThan(0.8 * losses.getFirst());
        handBack(here);
    }

    @Test
    void layersBehindAComparisonAreToldThatTheyCannotLearn() throws IOException {
        elsewhere();
        Onnx.read(TinyGraph.of(-1, 1, 6, 6).weights("w", 4, 1, 3, 3).weights("m", 64, 3).scalar("half", 0.5f)
                .node("Conv", "conv", "x w", "c").node("Greater", "above", "c half", "b")
                .node("Cast", "cast", "b", "n", TinyGraph.integer("to", 1)).node("Flatten", "flat", "n", "f")
                .node("MatMul", "head", "f m", "y").in(folder))
                .classes("one", "two", "three").model().save(folder.resolve("steps.safetensors"));
        String network = """
                  - model: {file: steps.safetensors, until: above}
                    name: steps
                  - flatten
                  - dense: {units: 2}""";
        assertThatThrownBy(() -> learn(network, "groups: []")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layers 'steps/conv', 'steps/above/constant' cannot learn: they lead to the output through "
                        + "'steps/above' Comparison[test=GREATER] alone, where the gradient is 0 whatever comes. Freeze them, "
                        + "train.groups: [{match: 'steps/conv/**', frozen: true}, {match: 'steps/above/constant/**', frozen: "
                        + "true}], or leave them out.");
        learn(network, "groups: [{match: 'steps/**', frozen: true}]");
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
    }
}
