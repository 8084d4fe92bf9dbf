package cnn.cli;

import cnn.core.artifact.Coordinates;
import cnn.core.artifact.Packed;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code package}: a model as a Maven artifact, with images that it is checked by. */
@Command(name = "package")
final class PackageCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL") private Path file;

    @Option(names = "--as", paramLabel = "GROUP:NAME:VERSION", required = true) private String artifact;

    @Option(names = "--images", paramLabel = "FILE|FOLDER", required = true, split = ",") private List<Path> images;

    @Option(names = "--out", paramLabel = "FOLDER") private Path out = Path.of("");

    @Mixin private EngineOptions engine;

    @Spec private CommandSpec command;

    PackageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Coordinates coordinates = coordinates();
        List<Path> golden;
        try (ImageNames names = ImageNames.of(images, null, InputStream.nullInputStream(), terminal::say)) {
            golden = names.take(Integer.MAX_VALUE);
        }
        if (Files.exists(out) && !Files.isDirectory(out) && !out.toString().isEmpty()) {
            throw new ParameterException(command.commandLine(), "--out names '" + Echo.path(out)
                    + "', which is a file. Name the folder for the jar and its pom.");
        }
        try (Cnn cnn = engine.open()) {
            Packed packed = cnn.models().write(coordinates, ModelFiles.find(file), golden, out.toAbsolutePath());
            Path here = Path.of("").toAbsolutePath();
            Path jar = packed.jar().startsWith(here) ? here.relativize(packed.jar()) : packed.jar();
            terminal.print("jar  " + jar);
            terminal.print("pom  " + jar.resolveSibling(packed.pom().getFileName()));
            terminal.print("has  " + Text.count(golden.size(), "golden image"));
            terminal.say("Put it into the local repository with: mvn install:install-file -Dfile=" + jar);
        }
        return ExitCode.OK;
    }

    private Coordinates coordinates() {
        try {
            return Coordinates.parse(artifact);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--as: " + e.getMessage(), e);
        }
    }
}
