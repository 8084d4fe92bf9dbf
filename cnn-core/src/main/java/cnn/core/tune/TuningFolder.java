package cnn.core.tune;

import cnn.core.file.FolderLock;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder of a search, which is the search's alone until it is closed: its ledger, and a run's folder for each trial. */
final class TuningFolder implements AutoCloseable {
    private static final String EARLIER = "earlier";
    private static final String TRIAL = "trial-";

    private final Path folder;
    private final Set<String> others;
    private final FolderLock lock;

    private TuningFolder(Path folder, Set<String> others, FolderLock lock) {
        this.folder = folder;
        this.others = others;
        this.lock = lock;
    }

    /**
     * Takes a folder, which is made where it does not exist.
     *
     * @param others names of files that the caller writes there, which are set aside with the search's own
     * @throws IllegalStateException where another has it
     */
    static TuningFolder take(Path folder, Set<String> others, Consumer<String> notes) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(folder) + "' is a file, and a search needs a folder for "
                                + "its trials. Choose another one.");
            }
            Files.createDirectories(folder);
            return new TuningFolder(folder, others, FolderLock.take(folder, notes));
        } catch (IOException e) {
            throw AtomicFile.folderFailure(folder, e);
        }
    }

    Path ledger() {
        return folder.resolve(Tuning.LEDGER);
    }

    Path trial(int number) {
        return folder.resolve(TRIAL + number);
    }

    /** Names of what searches left here, the ledger first. */
    private List<String> left() throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.map(path -> path.getFileName().toString())
                    .filter(name -> name.equals(Tuning.LEDGER) || others.contains(name)
                            || name.matches(TRIAL + "[1-9]\\d{0,8}"))
                    .sorted(Comparator.comparing((String name) -> !name.equals(Tuning.LEDGER))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    /**
     * Requires that no trials are there without the ledger that would tell what they are.
     *
     * @throws IllegalArgumentException where there are
     */
    void requireEmpty() {
        try {
            List<String> left = left().stream().filter(name -> name.startsWith(TRIAL)).toList();
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("'" + Echo.path(folder) + "' holds " + left.getFirst() + " and no "
                        + Tuning.LEDGER
                        + " that would tell what it is. Put the ledger back, or start anew with --anew.");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Moves what an earlier search left into {@code earlier/<time>}, and says so. The ledger goes first: killed in between, there is
     * none that could be taken for the new search's.
     */
    void setAside(Consumer<String> notes) {
        try {
            List<String> there = left();
            if (there.isEmpty()) {
                return;
            }
            String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
            Path target = folder.resolve(EARLIER).resolve(time);
            for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
                target = folder.resolve(EARLIER).resolve(time + "-" + i);
            }
            Files.createDirectories(target);
            for (String name : there) {
                Files.move(folder.resolve(name), target.resolve(name));
            }
            notes.accept("The trials of an earlier search are now in '" + Echo.path(target) + "'.");
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The files of an earlier search in '" + Echo.path(folder)
                + "' cannot be looked at or moved (" + Reason.of(e) + "). Choose another folder.", e);
    }

    @Override
    public void close() {
        lock.close();
    }
}
