package cnn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.core.network.Network;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.Outcome;
import cnn.core.run.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The published network, from the files that its authors' data comes in. */
@Execution(ExecutionMode.CONCURRENT)
class ResNet20PipelinesTests {
    private static final Path SAMPLE = Path.of("../../shared/data/cifar10-folder");
    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");
    private static final int SIDE = 32;
    private static final int FILES = 5;
    private static final Cnn CNN = Cnn.builder().build();

    @AfterAll
    static void close() {
        CNN.close();
    }

    private static PipelineConfig pipeline(String name, String... assignments) {
        return PipelineConfig.read(name, BundledPipelines.yaml(name).orElseThrow(), CNN.registry(), assignments);
    }

    @Test
    void hasThePublishedParameters() {
        Network network = new NetworkConfig(Shape.image(SIDE, SIDE, 3), pipeline("cifar10-resnet20").network()).build();
        assertThat(network.parameters()).isEqualTo(272_474);
        assertThat(pipeline("fashion-resnet20").network()).isEqualTo(pipeline("cifar10-resnet20").network());
    }

    /** A picture as the binary version has it: its class, then all reds, all greens, all blues. */
    private static void write(Path picture, int label, OutputStream out) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        out.write(label);
        for (int shift = 16; shift >= 0; shift -= 8) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                out.write(image.getRGB(i % SIDE, i / SIDE) >> shift);
            }
        }
    }

    private static List<Path> pictures(String part, String name) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLE.resolve(part).resolve(name))) {
            return files.sorted().toList();
        }
    }

    private static void writeOfficialLayout(Path folder) throws IOException {
        Files.write(folder.resolve("batches.meta.txt"), CLASSES);
        for (int file = 1; file <= FILES; file++) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("data_batch_" + file + ".bin"))) {
                for (int label = 0; label < CLASSES.size(); label++) {
                    List<Path> pictures = pictures("train", CLASSES.get(label));
                    for (int i = file - 1; i < pictures.size(); i += FILES) {
                        write(pictures.get(i), label, out);
                    }
                }
            }
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("test_batch.bin"))) {
            for (int label = 0; label < CLASSES.size(); label++) {
                for (Path picture : pictures("test", CLASSES.get(label))) {
                    write(picture, label, out);
                }
            }
        }
    }

    @Test
    void learnsFromTheOfficialLayout(@TempDir Path folder) throws IOException {
        Assumptions.assumeTrue(Files.exists(SAMPLE), "no " + SAMPLE);
        writeOfficialLayout(folder);
        PipelineConfig config = pipeline("cifar10-resnet20", "data.cifar.path=" + folder, "train.epochs=1");
        try (TrainingRun run = CNN.prepare(config)) {
            assertThat(run.data().train().size()).isEqualTo(1_800);
            assertThat(run.network().parameters()).isEqualTo(272_474);
            Outcome outcome = run.train();
            assertThat(outcome.test().accuracy()).as("accuracy, where guessing gives 0.1").isGreaterThan(0.17);
        }
    }
}
