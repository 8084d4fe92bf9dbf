package cnn.cli;

import cnn.core.image.ByteImage;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.run.Cnn;
import cnn.core.text.Echo;
import cnn.vision.Drawing;
import cnn.vision.FittedPicture;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code detect}: where things are in pictures, by a network that finds or outlines them. */
@Command(name = "detect")
final class DetectCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL") private Path modelFile;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "IMAGE") private List<Path> images = List.of();

    @Option(names = "--list", paramLabel = "FILE") private @Nullable String list;

    @Mixin private HeadOptions heading;

    @Mixin private PictureOptions picturing;

    @Option(names = "--out", paramLabel = "DIR") private @Nullable Path out;

    @Option(names = "--json") private boolean json;

    @Mixin private EngineOptions engine;

    DetectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Layout layout = heading.layout();
        picturing.check();
        if (images.isEmpty() && list == null) {
            throw new ParameterException(command.commandLine(),
                    "There is no picture to look at. Name pictures or a folder of them, or give their names with --list.");
        }
        try (Cnn cnn = engine.open(); ImageNames names = ImageNames.of(images, list, System.in, terminal::say)) {
            DetectionNetwork network = DetectionNetwork.read(modelFile, cnn, picturing,
                    heading.choice(layout));
            DetectionHead head = heading.head(layout, network, terminal::say);
            return lookAtAll(network, head, names) ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    /** Whether any picture could not be read. */
    private boolean lookAtAll(DetectionNetwork network, DetectionHead head, ImageNames names) {
        OutputFolder folder = out == null ? null : new OutputFolder(out);
        JsonArray array = json ? new JsonArray(terminal.out()) : null;
        boolean failed = false;
        try {
            // not for a reader that has gone, or a disk that is full
            for (List<Path> some = names.take(1); !some.isEmpty() && !terminal.out().checkError(); some = names
                    .take(1)) {
                Path file = some.getFirst();
                Map<String, Object> told = new LinkedHashMap<>();
                told.put("image", file.toString());
                try {
                    lookAt(file, network, head, folder, told);
                } catch (IllegalArgumentException | UncheckedIOException e) {
                    if (Exhaustion.in(e) != null) {
                        throw e; // the machine's limit is no fault of the picture
                    }
                    failed = true;
                    told.put("error", e.getMessage());
                    terminal.say("cnn: " + e.getMessage());
                }
                if (array != null) {
                    array.add(told);
                }
            }
        } finally {
            if (array != null) {
                array.end();
            }
        }
        return failed;
    }

    private void lookAt(Path file, DetectionNetwork network, DetectionHead head, @Nullable OutputFolder folder,
            Map<String, Object> told) {
        ByteImage picture = ImageDecoder.decode(file);
        FittedPicture fitted = picturing.fitted(picture, network, head.layout());
        Found found;
        try {
            found = head.found(network.answer(fitted.image()), fitted);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "': " + e.getMessage(), e);
        }
        told.put("width", picture.shape().width());
        told.put("height", picture.shape().height());
        told.putAll(found.json());
        if (found.doubt() != null) {
            told.put("note", found.doubt());
            terminal.say("'" + Echo.path(file) + "': " + found.doubt());
        }
        if (!json) {
            terminal.print(Echo.path(file) + "  " + picture.shape().width() + "×" + picture.shape().height() + ": "
                    + found.headline());
            if (!found.isEmpty()) {
                terminal.print(found.table().indent(2).stripTrailing());
            }
        }
        if (folder != null) {
            draw(file, picture, found, folder, told);
        }
    }

    private void draw(Path file, ByteImage picture, Found found, OutputFolder folder, Map<String, Object> told) {
        String name = folder.name(file);
        Drawing drawing = Drawing.on(picture);
        found.on(drawing);
        Path drawn = folder.png(name + ".png", drawing.image());
        told.put("drawn", drawn.toString());
        Path map = found.map() == null ? null : folder.png(name + ".classes.png", found.map());
        if (map != null) {
            told.put("map", map.toString());
        }
        if (!json) {
            terminal.print("  drawn  " + Echo.path(drawn) + (map == null
                    ? ""
                    : ", the classes' numbers "
                            + Echo.path(map)));
        }
    }
}
