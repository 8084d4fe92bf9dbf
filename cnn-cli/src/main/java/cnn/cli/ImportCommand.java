package cnn.cli;

import cnn.core.model.Model;
import cnn.core.run.Cnn;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: an ONNX file, or weights of PyTorch or Keras, as a model file of ours. */
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {
    private static final String WEIGHTS = ".safetensors";

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE") private Path file;

    @Option(names = "--out", paramLabel = "FILE") private @Nullable Path out;

    @Option(names = "--classes", paramLabel = "NAME", split = ",") private List<String> classes = List.of();

    @Option(names = "--mean", paramLabel = "X", split = ",") private @Nullable List<Double> mean;

    @Option(names = "--deviation", paramLabel = "X", split = ",") private @Nullable List<Double> deviation;

    @Option(names = "--epsilon", paramLabel = "X") private @Nullable Double epsilon;

    @Mixin private NetworkOptions network;

    @Mixin private EngineOptions engine;

    @Spec private CommandSpec command;

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
        OnnxModel onnx = file.toString().endsWith(WEIGHTS) ? null : ofOnnx();
        Model model = onnx == null ? ofWeights(place) : onnx.model();
        model.save(place);
        terminal.print("model  " + place);
        terminal.print("takes  " + model.network().input() + ", gives " + Echo.of(names(model)));
        terminal.print("has    " + Count.of(model.network().nodes().size(), "layer") + ", "
                + Count.of(model.network().parameters(), "parameter"));
        if (onnx != null) {
            onnx.assumptions().forEach(assumption -> terminal.print("note   " + assumption));
        }
        return ExitCode.OK;
    }

    private OnnxModel ofOnnx() {
        if (network.given() || epsilon != null) {
            throw new ParameterException(command.commandLine(),
                    "An ONNX file says what its network is: --network, --size, "
                            + "--channels, --names, --rename and --epsilon are for weights (" + WEIGHTS
                            + "). Leave them out.");
        }
        return told(Onnx.read(ModelFiles.find(file)));
    }

    /** What the command says goes before what the file says. */
    private OnnxModel told(OnnxModel onnx) {
        OnnxModel named = classes.isEmpty() ? onnx : onnx.classes(classes);
        return mean == null && deviation == null
                ? named
                : named.normalize(mean == null ? List.of(0.0) : mean, deviation == null ? List.of(1.0) : deviation);
    }

    private Model ofWeights(Path place) {
        Path weights = ModelFiles.find(file);
        if (Model.isModel(weights)) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(weights) + "' is a model of this framework already. Use it as it "
                            + "is, or name weights of PyTorch or Keras.");
        }
        if (place.toAbsolutePath().equals(weights.toAbsolutePath())) {
            throw new ParameterException(command.commandLine(),
                    "The model would overwrite the weights '" + Echo.path(weights)
                            + "'. Name another file with --out.");
        }
        try (Cnn cnn = engine.open()) {
            return new WeightsImport(weights, network, epsilon, terminal).model(cnn, classes, mean, deviation);
        }
    }

    private static String names(Model model) {
        return Count.of(model.target().width(), model.target().kind().noun()) + ": "
                + String.join(", ", model.target().names());
    }

    private Path beside() {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.endsWith(WEIGHTS)
                ? name.substring(0, name.length() - WEIGHTS.length()) + ".model" + WEIGHTS
                : (name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name) + WEIGHTS);
    }
}
