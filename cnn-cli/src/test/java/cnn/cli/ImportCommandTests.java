package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTests {
    @TempDir private Path folder;

    private static Path mnist() {
        Path root = Path.of("").toAbsolutePath();
        root = Files.isDirectory(root.resolve("cnn-layers")) ? root : root.getParent();
        Path found = root.resolveSibling("shared").resolve("data/onnx-models/mnist-cntk");
        Assumptions.assumeTrue(Files.isDirectory(found), () -> "There is no model at " + found);
        return found;
    }

    @Test
    void importsAndPredicts() {
        Path file = mnist().resolve("opt-mnist.onnx");
        Path out = folder.resolve("mnist.safetensors");
        CommandRun run = CommandRun.of("import", file, "--out", out, "--deviation", "0.00392156862745098").succeeds();
        assertThat(run.out()).isEqualTo("model  " + out + "\n"
                + "takes  (28, 28, 1), gives 10 classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9\n"
                + "has    8 layers, 5,994 parameters\n"
                + "note   Classes are called 0, 1, 2 and so on, for the file has no note 'classes' or 'names'. Name them: "
                + "classes(names), --classes.\n");
        Path digit = mnist().resolve("7.jpg");
        assertThat(CommandRun.of("predict", out, digit, "--top", "1").succeeds().out()).contains("7");
        assertThat(CommandRun.of("predict", file, digit, "--top", "1").succeeds().out()).contains(digit.toString());
        assertThat(CommandRun.of("summary", file).succeeds().out()).contains("Convolution28", "Pooling160");
    }

    @Test
    void namesWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("net.onnx"), "no model");
        assertThat(CommandRun.of("import", file).err()).startsWith("cnn: '" + file
                + "' is no ONNX model that can be read: its bytes break off or are no protobuf message");
        CommandRun.of("import", folder.resolve("none.onnx")).fails(1, "There is no model file '"
                + folder.resolve("none.onnx") + "'. Train one with ./cnn train, which says where it writes it.");
        CommandRun.of("import", file, "--out", folder).fails(1,
                "'" + folder + "' is a folder, and a model is one file. "
                        + "Name it, for example " + folder.resolve("model.safetensors") + ".");
    }
}
