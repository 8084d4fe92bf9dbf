package cnn.cli;

import cnn.core.interop.Framework;
import cnn.core.model.Model;
import cnn.core.run.Cnn;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.onnx.Onnx;
import cnn.onnx.OnnxExport;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code export}: a model of ours as a file that others read. */
@Command(name = "export")
final class ExportCommand implements Callable<Integer> {
    /** What a model can become. */
    enum Format {
        /** An ONNX file. */
        ONNX,
        /** A state dict of PyTorch. */
        PYTORCH,
        /** Weights of Keras by their paths. */
        KERAS
    }

    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL") private Path file;

    @Option(names = "--to", paramLabel = "FORMAT", required = true) private Format to = Format.ONNX;

    @Option(names = "--out", paramLabel = "FILE") private @Nullable Path out;

    @Option(names = "--batch", paramLabel = "N") private int batch;

    @Option(names = "--opset", paramLabel = "VERSION") private @Nullable Integer opset;

    @Option(names = "--scores") private boolean scores;

    @Option(names = "--fold-batch-norm") private boolean folds;

    @Mixin private NetworkOptions network;

    @Spec private CommandSpec command;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (to != Format.ONNX) {
            weights(to == Format.KERAS ? Framework.KERAS : Framework.PYTORCH);
            return ExitCode.OK;
        }
        if (network.given()) {
            throw refused("--network, --size, --channels, --names and --rename", "weights: --to pytorch or keras");
        }
        Path place = out == null ? beside() : out;
        if (Files.isDirectory(place)) {
            throw new IllegalArgumentException("'" + Echo.path(place)
                    + "' is a folder, and an ONNX model is one file. Name it, for example "
                    + Echo.path(place.resolve("model.onnx")) + ".");
        }
        try (Cnn cnn = Cnn.create()) {
            Model model = ModelFiles.read(file, cnn);
            OnnxExport export = Onnx.export(model).batch(batch).foldBatchNorm(folds);
            export = opset == null ? export : export.opset(opset);
            (scores ? export.scores() : export).write(place);
            terminal.print("model  " + place);
            terminal.print("has    " + Count.of(model.network().nodes().size(), "layer") + ", "
                    + Count.of(model.network().parameters(), "parameter"));
        }
        return ExitCode.OK;
    }

    private void weights(Framework framework) {
        if (batch != 0 || opset != null || scores || folds) {
            throw refused("--batch, --opset, --scores and --fold-batch-norm", "a whole network: --to onnx");
        }
        try (Cnn cnn = Cnn.create()) {
            new WeightsExport(framework, network).write(ModelFiles.find(file), out, cnn, terminal);
        }
    }

    private ParameterException refused(String options, String what) {
        return new ParameterException(command.commandLine(), options + " are for " + what + ". Leave them out.");
    }

    /** Beside the model, called like it. */
    private Path beside() {
        Path found = ModelFiles.find(file);
        String name = String.valueOf(found.getFileName());
        int end = name.lastIndexOf('.');
        Path place = found.resolveSibling((end < 1 ? name : name.substring(0, end)) + ".onnx");
        if (place.equals(found)) {
            throw new IllegalArgumentException("'" + Echo.path(found)
                    + "' is an ONNX file already, and the new one would take its place. Name another with --out.");
        }
        return place;
    }
}
