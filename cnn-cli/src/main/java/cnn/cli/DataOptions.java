package cnn.cli;

import cnn.api.data.ImageCache;
import cnn.core.run.RunOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How images are read, and where those go that memory cannot hold. */
final class DataOptions {
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
                .cache(above == null
                        ? place
                        : place.memory(ByteSize.parse("--cache-above", above,
                                "; 0 keeps no decoded image in memory", command)));
    }
}
