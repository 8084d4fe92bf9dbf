package cnn.cli;

import cnn.api.data.Augmentation;
import cnn.api.data.Image;
import cnn.core.data.TargetReader;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** {@code data show}: what a pipeline learns from, in numbers and as a picture. */
@Command(name = "show")
final class DataShowCommand implements Callable<Integer> {
    private static final int MOST = 100;

    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(paramLabel = "PIPELINE") private String pipeline;

    @Option(names = "--set", paramLabel = "KEY=VALUE") private List<String> assignments = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE.png") private @Nullable Path out;

    @Option(names = "--image", paramLabel = "FILE") private @Nullable Path imageFile;

    @Option(names = "--count", paramLabel = "N", defaultValue = "8") private int count;

    @Option(names = "--seed", paramLabel = "N") private @Nullable Long seed;

    @Mixin private DataOptions reading;

    @Mixin private EngineOptions engine;

    DataShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new ParameterException(command.commandLine(),
                    "--count takes a number of images from 1 to " + MOST + ", but was given " + count + ".");
        }
        if (out != null && !out.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new ParameterException(command.commandLine(), "--out names the picture to draw, a .png file, but was "
                    + "given '" + Echo.path(out) + "'. Give for example --out data.png.");
        }
        if (imageFile != null && out == null) {
            throw new ParameterException(command.commandLine(), "--image names the image to draw changed versions of, "
                    + "but no picture is drawn without --out. Add for example --out data.png.");
        }
        try (Cnn cnn = engine.open()) {
            PipelineConfig config = Pipelines.read(pipeline, cnn.registry(), assignments);
            ReadingBar bar = new ReadingBar(terminal);
            try (OpenedData data = cnn.open(config, reading.withoutRun(terminal, bar))) {
                bar.close();
                terminal.print(DataTable.of(config, data));
                if (out != null) {
                    draw(config, data, out);
                }
            } finally {
                bar.close();
            }
        }
        return ExitCode.OK;
    }

    private void draw(PipelineConfig config, OpenedData data, Path file) {
        DataSheet sheet = new DataSheet(data.train(), count, seed == null ? config.seed() : seed);
        boolean classes = TargetReader.hasClasses(data.train().targets());
        if (imageFile == null) {
            if (classes) {
                sheet.classes();
            } else {
                sheet.examples();
            }
        }
        List<Augmentation> augmenters = config.augment();
        if (!augmenters.isEmpty()) {
            Image image = imageFile == null
                    ? null
                    : ImageDecoder.decode(imageFile).fitted(data.train().shape(), config.preprocess().resize())
                            .toImage();
            sheet.augmented(augmenters, image, imageFile == null ? null : Echo.path(imageFile.getFileName()));
        } else if (imageFile != null) {
            throw new IllegalArgumentException("The pipeline changes no images: it has no augmenters, so that --image "
                    + "has nothing to show. Add some, for example --set 'augment=[flip]', or leave --image out.");
        }
        if (imageFile == null && classes && data.train().classes().size() > DataSheet.MOST_CLASSES) {
            terminal.say("The picture shows the first " + DataSheet.MOST_CLASSES + " of "
                    + data.train().classes().size() + " classes.");
        }
        byte[] png = drawn(sheet);
        AtomicFile.write(file, png);
        terminal.print("\nDrawn to '" + Echo.path(file) + "'.");
    }

    private static byte[] drawn(DataSheet sheet) {
        try {
            return sheet.png();
        } catch (RuntimeException | LinkageError | InternalError e) {
            if (Exhaustion.in(e) == null && Plots.lacksFonts(e)) {
                throw new IllegalStateException("The picture was not drawn (" + e + "): names need letters. Install "
                        + "fontconfig and a font to get it.", e);
            }
            throw e;
        }
    }
}
