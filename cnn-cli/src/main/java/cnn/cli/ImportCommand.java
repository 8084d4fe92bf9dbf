package cnn.cli;

import cnn.core.model.Model;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.Onnx;
import cnn.onnx.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: an ONNX file as a model file of ours. */
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL.onnx") private Path file;

    @Option(names = "--out", paramLabel = "FILE") private @Nullable Path out;

    @Option(names = "--classes", paramLabel = "NAME", split = ",") private List<String> classes = List.of();

    @Option(names = "--mean", paramLabel = "X", split = ",") private List<Double> mean = List.of(0.0);

    @Option(names = "--deviation", paramLabel = "X", split = ",") private List<Double> deviation = List.of(1.0);

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path place = out == null ? beside() : out;
        if (Files.isDirectory(place)) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(place) + "' is a folder, and a model is one file. Name it, "
                            + "for example " + Echo.path(place.resolve("model.safetensors")) + ".");
        }
        OnnxModel onnx = Onnx.read(ModelFiles.find(file)).normalize(mean, deviation);
        Model model = (classes.isEmpty() ? onnx : onnx.classes(classes)).model();
        model.save(place);
        terminal.print("model  " + place);
        terminal.print("takes  " + model.network().input() + ", gives " + Echo.of(names(model)));
        terminal.print("has    " + Count.of(model.network().nodes().size(), "layer") + ", "
                + Count.of(model.network().parameters(), "parameter"));
        return ExitCode.OK;
    }

    private static String names(Model model) {
        return Count.of(model.target().width(), model.target().kind().noun()) + ": "
                + String.join(", ", model.target().names());
    }

    private Path beside() {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling((name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name)
                + ".safetensors");
    }
}
