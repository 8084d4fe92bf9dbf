package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.Resize;
import cnn.api.layer.Entry;
import cnn.core.config.ConfigException;
import cnn.core.config.ConfigNode;
import cnn.core.registry.Registry;
import cnn.core.registry.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConfigTests {
    static final Registry REGISTRY = Samples.registry();
    static final String YAML = """
            name: shapes-basic
            seed: 42
            data: {folder: {path: images}}
            preprocess: {size: 32x32, channels: 1}
            augment: [flip, {rotate: {degrees: 10}}]
            network:
              - conv2d: {filters: 2, kernel: 3}
                name: conv
                from: [input]
              - max-pool2d: {size: 2}
              - flatten
              - dense: {units: 3}
            train:
              epochs: 20
              batch: 32
              optimizer: {sgd: {learning-rate: 0.05, momentum: 0.9}}
              schedule: {step: {epochs: [10, 15]}}
              loss: softmax-cross-entropy
              validation: 0.1
              early-stopping: {patience: 5}
            """;

    private static PipelineConfig inJava() {
        return PipelineConfig
                .of("shapes-basic", new Samples.Folder(Path.of("images")), List.of(
                        Entry.of(new Samples.Conv(2, new Samples.Window(3, 3), new Samples.Window(1, 1), true,
                                new Samples.Zeros(), null)).name("conv").from("input"),
                        Entry.of(new Samples.MaxPool()),
                        Entry.of(new Samples.Flat()),
                        Entry.of(new Samples.Dense(3))),
                        TrainConfig
                                .of(20, 32, new Samples.Sgd(0.05, 0.9), new Samples.Step(List.of(10, 15), 0.1),
                                        new Samples.CrossEntropy(0), new Samples.Accuracy())
                                .validation(0.1).earlyStopping(5))
                .seed(42).preprocess(Preprocess.PLAIN.size(32, 32).channels(1))
                .augment(new Samples.Flip(), new Samples.Rotate(10));
    }

    private static PipelineConfig read(String yaml, String... assignments) {
        return PipelineConfig.read("x.yaml", yaml, REGISTRY, assignments);
    }

    @Test
    void yamlSaysTheSameAsJava() {
        assertThat(read(YAML)).isEqualTo(inJava());
    }

    @Test
    void whatIsNewInTrainIsTheSameInYamlAndJava() {
        String yaml = YAML + "  groups: [{match: conv/**, rate: 0.1, decay: 0, frozen: true}, {match: '**/bias'}]\n"
                + "  clip: {norm: 1, value: 0.5}\n";
        PipelineConfig java = inJava().train(inJava().train()
                .groups(ParameterGroup.of("conv/**").rate(0.1).decay(0).frozen(true), ParameterGroup.of("**/bias"))
                .clip(Clip.toNorm(1).value(0.5)));
        assertThat(read(yaml)).isEqualTo(java);
        assertThat(read(java.toYaml())).isEqualTo(java);
        String more = YAML + "  checkpoint: {every: 10m}\n  start: {model: runs/a, layers: ['**', '!head/**']}\n";
        PipelineConfig sameMore = inJava().train(inJava().train().checkpoint(Interval.of(Duration.ofMinutes(10)))
                .start(WarmStart.of(Path.of("runs/a")).layers("**", "!head/**")));
        assertThat(read(more)).isEqualTo(sameMore);
        assertThat(read(sameMore.toYaml())).isEqualTo(sameMore);
        assertThat(read(YAML + "  start: {model: a.safetensors}\n").train().start())
                .isEqualTo(WarmStart.of(Path.of("a.safetensors")));
        String last = YAML + "  groups: [{match: conv/**, frozen: true, thaw: 5}]\n"
                + "  distill: {model: runs/big, temperature: 3}\n";
        PipelineConfig sameLast = inJava()
                .train(inJava().train().groups(ParameterGroup.of("conv/**").frozen(true).thaw(5))
                        .distill(Distillation.of(Path.of("runs/big")).temperature(3)));
        assertThat(read(last)).isEqualTo(sameLast);
        assertThat(read(sameLast.toYaml())).isEqualTo(sameLast);
        assertThat(read(YAML + "  groups: []\n")).isEqualTo(inJava());
    }

    @Test
    void writesEverythingOut() {
        assertThat(inJava().toYaml()).isEqualTo("""
                name: shapes-basic
                seed: 42
                data:
                  folder:
                    path: images
                preprocess:
                  size: 32x32
                  channels: 1
                  normalize: dataset
                  resize: stretch
                augment:
                  - flip: {}
                  - rotate:
                      degrees: 10.0
                network:
                  - conv2d:
                      filters: 2
                      kernel: 3x3
                      stride: 1x1
                      bias: true
                      weight-init:
                        zeros: {}
                    name: conv
                    from:
                      - input
                  - max-pool2d:
                      size: 2x2
                      mode: round-down
                  - flatten: {}
                  - dense:
                      units: 3
                train:
                  epochs: 20
                  batch: 32
                  optimizer:
                    sgd:
                      learning-rate: 0.05
                      momentum: 0.9
                  schedule:
                    step:
                      epochs:
                        - 10
                        - 15
                      factor: 0.1
                  loss:
                    softmax-cross-entropy:
                      label-smoothing: 0.0
                  metrics:
                    - accuracy: {}
                  validation: 0.1
                  monitor: loss
                  early-stopping:
                    patience: 5
                    min-change: 0.0
                """);
    }

    @Test
    void isTheSameAfterWritingAndReading() {
        PipelineConfig config = inJava();
        assertThat(read(config.toYaml())).isEqualTo(config);
        ConfigNode json = ConfigNode.json("model.safetensors", config.encode().toJson());
        assertThat(PipelineConfig.decode(json, REGISTRY)).isEqualTo(config);
    }

    @Test
    void normalizesByGivenNumbers() {
        String yaml = YAML.replace("channels: 1", "normalize: {mean: [0.5, 0.4, 0.3], std: [0.25, 0.2, 0.1]}");
        PipelineConfig config = read(yaml);
        assertThat(config.preprocess()).isEqualTo(new Preprocess(new ImageSize(32, 32), null,
                new Normalize.Given(List.of(0.5f, 0.4f, 0.3f), List.of(0.25f, 0.2f, 0.1f)), Resize.STRETCH));
        assertThat(read(config.toYaml())).isEqualTo(config);
    }

    @Test
    void keepsProportionsWhereToldTo() {
        PipelineConfig config = read(YAML.replace("channels: 1", "resize: pad"));
        assertThat(config.preprocess().resize()).isEqualTo(Resize.PAD);
        assertThat(read(config.toYaml())).isEqualTo(config);
        assertThatThrownBy(() -> Preprocess.PLAIN.resize(Resize.CROP)).hasMessage("'resize: crop' needs a size to "
                + "resize to, but there is none. Add one, for example size: 64, or leave resize out.");
    }

    @Test
    void leavesOutWhatHasDefaults() {
        PipelineConfig config = read("""
                name: small
                data: {folder: {path: images}}
                network: [flatten]
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}
                """);
        assertThat(config).isEqualTo(PipelineConfig.of("small", new Samples.Folder(Path.of("images")),
                List.of(Entry.of(new Samples.Flat())), TrainConfig.of(1, 32, new Samples.Sgd(1, 0.9),
                        new Samples.Steady(), new Samples.CrossEntropy(0), new Samples.Accuracy())));
    }

    @Test
    void javaAndYamlGiveTheSameLayerShortAndLong() {
        assertThat(read(YAML.replace("- flatten", "- flatten: {}"))).isEqualTo(inJava());
        assertThat(read(YAML.replace("- flatten", "- {flatten: }"))).isEqualTo(inJava());
    }

    @Test
    void assignmentsChangeValuesBeforeTheyAreRead() {
        PipelineConfig config = read(YAML, "train.epochs=3", "network[0].conv2d.filters=4", "network[2].name=flat",
                "data.folder.path=/x/y.z=3", "train.loss.softmax-cross-entropy.label-smoothing=0.1",
                "augment=[{rotate: {degrees: 5}}]", "train.early-stopping=null", "train.optimizer={sgd: "
                        + "{learning-rate: 1}}",
                "preprocess.normalize=none");
        assertThat(config.train().epochs()).isEqualTo(3);
        assertThat(config.network().getFirst().part()).isEqualTo(new Samples.Conv(4, new Samples.Window(3, 3),
                new Samples.Window(1, 1), true, new Samples.Zeros(), null));
        assertThat(config.network().get(2)).isEqualTo(Entry.of(new Samples.Flat()).name("flat"));
        assertThat(config.data()).isEqualTo(new Samples.Folder(Path.of("/x/y.z=3")));
        assertThat(config.train().loss()).isEqualTo(new Samples.CrossEntropy(0.1f));
        assertThat(config.augment()).containsExactly(new Samples.Rotate(5));
        assertThat(config.train().earlyStopping()).isNull();
        assertThat(config.train().optimizer()).isEqualTo(new Samples.Sgd(1, 0.9));
        assertThat(config.preprocess().normalize()).isEqualTo(Normalize.Way.NONE);
    }

    @Test
    void readsYamlAndJsonFiles(@TempDir Path folder) throws IOException {
        Path yaml = Files.writeString(folder.resolve("a.yaml"), YAML);
        assertThat(PipelineConfig.read(yaml, REGISTRY, "seed=1")).isEqualTo(inJava().seed(1));
        Path json = Files.writeString(folder.resolve("a.json"), inJava().encode().toJson());
        assertThat(PipelineConfig.read(json, REGISTRY)).isEqualTo(inJava());
    }

    @Test
    void rejectsFilesThatAreNoPipelines(@TempDir Path folder) throws IOException {
        Path shapes = Files.writeString(folder.resolve("shapes.yaml"), YAML);
        Path absent = folder.resolve("shape.yaml");
        assertThatThrownBy(() -> PipelineConfig.read(absent, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(absent + ": there is no such file. Did you mean 'shapes.yaml'? Pipelines there: "
                        + "shapes.yaml.");
        assertThatThrownBy(() -> PipelineConfig.read(folder, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(folder + ": this is a folder, not a pipeline file. Pipelines there: shapes.yaml.");
        Path nowhere = folder.resolve("none").resolve("x.yaml");
        assertThatThrownBy(() -> PipelineConfig.read(nowhere, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(nowhere + ": there is no such file.");
        Files.writeString(shapes, " \n");
        assertThatThrownBy(() -> PipelineConfig.read(shapes, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(shapes + ": the file is empty. A pipeline needs the keys name, data, network and train.");
        Files.write(shapes, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});
        assertThatThrownBy(() -> PipelineConfig.read(shapes, REGISTRY)).isInstanceOf(ConfigException.class)
                .hasMessage(shapes + ": this is no UTF-8 text. Give a pipeline in YAML, saved as UTF-8.");
    }
}
