package cnn.cli;

import cnn.core.pictures.CacheFolder;
import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code data clean}: removes decoded images that memory could not hold. */
@Command(name = "clean")
final class DataCleanCommand implements Callable<Integer> {
    private static final Path RUNS = Path.of("runs");

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "RUN|DIR") private @Nullable Path place;

    DataCleanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path where = place == null ? RUNS : place;
        if (place != null && !Files.exists(where)) {
            throw new IllegalArgumentException("There is no '" + Echo.path(where) + "'. Give the folder of a run, one "
                    + "that holds runs, or what --cache named.");
        }
        Optional<CacheFolder> caches = CacheFolder.of(where);
        if (caches.isEmpty()) {
            terminal.print("There are no decoded images in or beside '" + Echo.path(where) + "'.");
            return ExitCode.OK;
        }
        int[] left = {0};
        CacheFolder.Removed removed = caches.get().clean(note -> {
            left[0]++;
            terminal.say("cnn: " + note);
        });
        terminal.print("Removed " + Text.count(removed.files(), "file") + " (" + Text.bytes(removed.bytes())
                + ") of decoded images from '" + Echo.path(caches.get().folder()) + "'.");
        return left[0] == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
