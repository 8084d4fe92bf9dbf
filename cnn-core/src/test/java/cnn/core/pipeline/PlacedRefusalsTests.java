package cnn.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.core.config.ConfigException;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a network is told with the file and line of the layer, as wrong keys are. */
class PlacedRefusalsTests {
    private static final Registry REGISTRY = Registry.load();
    private static final Shape IMAGE = Shape.image(5, 5, 1);

    @TempDir private Path folder;

    private static PipelineConfig pipeline(String network, String... assignments) {
        return PipelineConfig.read("x.yaml", """
                name: x
                data: {folder: {path: images}}
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}
                network:
                """ + network, REGISTRY, assignments);
    }

    private static void build(PipelineConfig config) {
        config.networkFor(IMAGE).build();
    }

    @Test
    void aWindowThatDoesNotFitIsToldWithItsLine() {
        PipelineConfig config = pipeline("""
                  - conv2d: {filters: 2, kernel: 3}
                  - relu

                  - conv2d:
                      filters: 2
                      kernel: 5
                    name: wide
                """);
        assertThatThrownBy(() -> build(config)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("x.yaml:8: network[2]: Layer 'wide' Conv2d[filters=2, kernel=5")
                .hasMessageContaining(" cannot take (3, 3, 2):\n").hasMessageEndingWith(".")
                .hasCauseInstanceOf(ShapeException.class);
        // other choices of the pipeline leave the places as they are
        assertThatThrownBy(() -> build(config.seed(3).train(config.train().epochs(2))))
                .hasMessageStartingWith("x.yaml:8: network[2]: Layer 'wide'");
    }

    @Test
    void aLayerInABodyIsToldWithItsOwnLine() {
        PipelineConfig config = pipeline("""
                  - repeat:
                      times: 3
                      layers:
                        - residual:
                            body:
                              - conv2d: {filters: 1, kernel: 3, padding: same}
                              - relu
                        - max-pool2d: {size: 2}
                """);
        assertThatThrownBy(() -> build(config)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("x.yaml:12: network[0].repeat.layers[1]: Layer 'repeat-1/3/max-pool2d-1' ");
        PipelineConfig branches = pipeline("""
                  - parallel:
                      branches:
                        - []
                        - [relu, {conv2d: {filters: 1, kernel: 7}}]
                """);
        assertThatThrownBy(() -> build(branches))
                .hasMessageStartingWith("x.yaml:8: network[0].parallel.branches[1][1]: Layer ");
    }

    @Test
    void whatABlockAddsItselfIsToldWithTheBlocksLine() {
        PipelineConfig refused = pipeline("""
                  - relu
                  - sequential:
                      layers:
                        - residual: {body: [{conv2d: {filters: 2, kernel: 1}}]}
                """);
        assertThatThrownBy(() -> build(refused)).isInstanceOf(ShapeException.class).hasMessageStartingWith(
                "x.yaml:8: network[1].sequential.layers[0]: Block 'sequential-1/residual-1' ");
        PipelineConfig unfit = pipeline("""
                  - relu
                  - parallel:
                      branches: [[], [{conv2d: {filters: 1, kernel: 3}}]]
                """);
        assertThatThrownBy(() -> build(unfit)).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("x.yaml:6: network[1]: Layer 'parallel-1/concat' ");
    }

    @Test
    void namesThatAreWrongAreToldWithTheirLine() {
        PipelineConfig unknown = pipeline("""
                  - relu
                  - sequential:
                      layers:
                        - relu
                        - relu: {}
                          from: outside
                """);
        assertThatThrownBy(() -> build(unknown)).isInstanceOf(ConfigException.class)
                .hasMessage(
                        "x.yaml:9: network[1].sequential.layers[1]: Layer 'sequential-1/relu-2' takes its input from "
                                + "'outside', but no layer before it has that name in its block. Layers before it: input, relu-1. "
                                + "What lies outside comes in through the block's own from.");
        PipelineConfig twice = pipeline("""
                  - relu: {}
                    name: a
                  - relu: {}
                    name: a
                """);
        assertThatThrownBy(() -> build(twice))
                .hasMessage("x.yaml:7: network[1]: Layer name 'a' is already taken. Give layer Relu[] another name.");
        PipelineConfig nowhere = pipeline("""
                  - relu: {}
                    name: a
                  - relu: {}
                    from: input
                """);
        assertThatThrownBy(() -> build(nowhere))
                .hasMessageStartingWith("x.yaml:5: network[0]: Layer 'a' Relu[] leads nowhere: ");
    }

    @Test
    void aChangeOnTheCommandLineIsNamedInsteadOfALine() {
        PipelineConfig config = pipeline("  - relu\n", "network[0]={conv2d: {filters: 1, kernel: 9}}");
        assertThatThrownBy(() -> build(config))
                .hasMessageStartingWith("--set network[0]={conv2d: {filters: 1, kernel: 9}}: network[0]: Layer ");
    }

    @Test
    void aLastLayerThatDoesNotFitTheDataIsToldWithItsLine() throws IOException {
        images(3);
        try (Cnn cnn = Cnn.create()) {
            PipelineConfig classes = pipeline("""
                      - flatten
                      - dense: {units: 3}
                    """);
            assertThatThrownBy(() -> cnn.prepare(classes, RunOptions.of().folder(folder)))
                    .hasMessageStartingWith("x.yaml:6: network[1]: ").hasMessageContaining("3")
                    .hasMessageContaining("2");
            PipelineConfig twice = pipeline("""
                      - flatten
                      - dense: {units: 2}
                      - softmax
                    """);
            assertThatThrownBy(() -> cnn.prepare(twice, RunOptions.of().folder(folder)))
                    .hasMessageStartingWith("x.yaml:7: network[2]: The network ends with Softmax");
        }
    }

    @Test
    void aLayerThatComparesExamplesIsToldWithItsLine() throws IOException {
        images(3);
        try (Cnn cnn = Cnn.create()) {
            PipelineConfig config = pipeline("""
                      - flatten
                      - dense: {units: 2}
                      - batch-norm
                    """, "train.batch=1");
            assertThatThrownBy(() -> cnn.prepare(config, RunOptions.of().folder(folder)))
                    .hasMessageStartingWith("x.yaml:7: network[2]: Layer 'batch-norm-1' ")
                    .hasMessageContaining(" compares the examples of a batch ");
        }
    }

    @Test
    void placesAreNoPartOfWhatAPipelineSays() {
        String network = "  - relu\n  - sequential: {layers: [relu, relu]}\n";
        PipelineConfig one = pipeline(network);
        PipelineConfig other = pipeline("\n\n" + network);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.network()).isEqualTo(List.copyOf(other.network()));
        assertThat(one.toYaml()).isEqualTo(other.toYaml());
    }

    private void images(int each) throws IOException {
        for (String kind : new String[] {"a", "b"}) {
            Path into = Files.createDirectories(folder.resolve("images").resolve(kind));
            for (int i = 0; i < each; i++) {
                ImageIO.write(new BufferedImage(5, 5, BufferedImage.TYPE_BYTE_GRAY), "png",
                        into.resolve(i + ".png").toFile());
            }
        }
    }
}
