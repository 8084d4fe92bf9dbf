package cnn.cli;

import cnn.api.data.ImageCache;
import cnn.core.run.RunOptions;
import cnn.core.text.Echo;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How images are read, and where those go that memory cannot hold. */
final class DataOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)");

    @Spec(Spec.Target.MIXEE) private CommandSpec command;

    @Option(names = "--strict") private boolean strict;

    @Option(names = "--cache", paramLabel = "DIR") private @Nullable Path cache;

    @Option(names = "--cache-above", paramLabel = "SIZE") private @Nullable String above;

    /** For a run: what memory cannot hold goes beside the run's folder. */
    RunOptions beside(Path run, Terminal terminal, ReadingBar bar) {
        return options(terminal, bar, ImageCache.in(run.toAbsolutePath().normalize()
                .resolveSibling(ImageCache.FOLDER)));
    }

    /** For what is no run. */
    RunOptions withoutRun(Terminal terminal, ReadingBar bar) {
        return options(terminal, bar, ImageCache.of(Path.of("")));
    }

    private RunOptions options(Terminal terminal, ReadingBar bar, ImageCache usual) {
        ImageCache place = cache == null ? usual : new ImageCache(cache, usual.memory());
        return RunOptions.of().strict(strict).notes(terminal::say).progress(bar)
                .cache(above == null ? place : place.memory(bytes(above)));
    }

    private long bytes(String size) {
        Matcher parts = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new ParameterException(command.commandLine(), "--cache-above takes a size, but was given '"
                    + Echo.of(size) + "'. Give bytes, or k, m or g of them, for example 500m or 2g; 0 keeps no decoded "
                    + "image in memory.");
        }
        return Long.parseLong(parts.group(1)) << switch (parts.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }
}
