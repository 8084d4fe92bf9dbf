package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.train.TrainingListener;
import cnn.core.model.Model;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that learnt digits elsewhere learns drawings here. */
class FineTuningTests {
    @TempDir private Path folder;

    private final List<Double> losses = new ArrayList<>();

    private Model train(String network, String train) {
        Path drawings = SharedData.at("hand-drawn-shapes");
        Registry registry = Registry.load();
        String yaml = """
                name: drawings
                seed: 1
                data: {limit: {data: {folder: {path: %s}}, per-class: 40}}
                preprocess: {size: 28, channels: 1, normalize: {mean: [0], std: [0.00392156862745098]}}
                network:
                %s
                train: {epochs: 3, batch: 16, validation: 0, optimizer: {adamw: {learning-rate: 0.001}}, %s}
                """.formatted(drawings, network, train);
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochEnded(Run run, EpochReport report) {
                losses.add(report.train().loss());
            }
        };
        try (Cnn cnn = Cnn.builder().registry(registry).build();
                TrainingRun run = cnn.prepare(PipelineConfig.read("drawings.yaml", yaml, registry),
                        RunOptions.of().folder(folder).listener(listener))) {
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
}
