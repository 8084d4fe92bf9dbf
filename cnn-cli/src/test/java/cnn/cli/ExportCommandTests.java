package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTests {
    @TempDir private Path folder;

    private Path model() {
        Shape image = Shape.image(8, 8, 3);
        Network network = Network.of(image, Conv2d.of(4, 3), new Relu(), new Flatten(), Dense.of(2));
        Path file = folder.resolve("net.safetensors");
        new Model(network, Weights.init(network, 1), Preprocessing.none(image), List.of("cat", "dog"),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).save(file);
        return file;
    }

    private Path picture() throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 4, 0xFF8040);
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void exportsBesideTheModelAndGivesTheSameAnswers() throws IOException {
        Path model = model();
        Path onnx = folder.resolve("net.onnx");
        assertThat(CommandRun.of("export", model, "--to", "onnx").succeeds().out())
                .isEqualTo("model  " + onnx + "\nhas    4 layers, 402 parameters\n");
        Path picture = picture();
        String ours = CommandRun.of("predict", model, picture, "--json").succeeds().out();
        assertThat(CommandRun.of("predict", onnx, picture, "--json").succeeds().out()).isEqualTo(ours).contains("cat");
    }

    @Test
    void takesAFileAndOptions() {
        Path out = folder.resolve("other.onnx");
        CommandRun.of("export", model(), "--to", "onnx", "--out", out, "--batch", 4, "--opset", 18, "--scores",
                "--fold-batch-norm").succeeds();
        assertThat(CommandRun.of("summary", out).succeeds().out()).contains("conv2d-1", "dense-1");
    }

    @Test
    void namesWhatIsWrong() {
        Path model = model();
        CommandRun.of("export", model, "--to", "onnx", "--out", folder).fails(1, "'" + folder
                + "' is a folder, and an ONNX model is one file. Name it, for example " + folder.resolve("model.onnx")
                + ".");
        CommandRun.of("export", model, "--to", "onnx", "--opset", 9).fails(1,
                "ONNX's operators of version 9 were asked for, "
                        + "but those from 17 to 21 are written. Give opset 17, which every runtime knows.");
        CommandRun.of("export", model, "--to", "onnx").succeeds();
        Path onnx = folder.resolve("net.onnx");
        CommandRun.of("export", onnx, "--to", "onnx").fails(1, "'" + onnx
                + "' is an ONNX file already, and the new one would take its place. Name another with --out.");
        assertThat(Files.exists(onnx)).isTrue();
    }
}
