package cnn.core.run;

import cnn.core.file.FolderLock;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run writes to, which is the run's alone until it is closed: a second run is refused, in this JVM or
 * another, and what a killed run left half written is removed. What an earlier run finished is never deleted: a fresh
 * run puts it into {@code earlier/<time>}.
 */
final class RunFolder implements AutoCloseable {
    static final String MODEL = "model.safetensors";
    static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String EARLIER = "earlier";
    private static final String FOLD = "fold-";

    private final Path folder;
    private final List<String> names;
    private final Consumer<String> notes;
    private final FolderLock lock;
    private final @Nullable RunFolder around;
    private @Nullable Path aside;
    private List<String> moved = List.of();

    private RunFolder(Path folder, List<String> names, Consumer<String> notes, FolderLock lock,
            @Nullable RunFolder around) {
        this.folder = folder;
        this.around = around;
        this.names = names;
        this.notes = notes;
        this.lock = lock;
    }

    /**
     * Takes a folder, which is made where it does not exist.
     *
     * @param others names of the files that the run writes besides model and checkpoint
     * @param notes told what is noteworthy, one line each
     * @throws IllegalStateException where another run has it
     * @throws UncheckedIOException where it cannot be written to
     */
    static RunFolder open(Path folder, Set<String> others, Consumer<String> notes) {
        Set<String> names = new LinkedHashSet<>(List.of(CHECKPOINT, MODEL));
        names.addAll(others);
        return open(folder, names, notes, null);
    }

    /**
     * Takes the folder of a cross-validation, whose files are those of its report and the folders of its folds: what
     * earlier ones left of folds is found there.
     *
     * @param report name of the file that is written when all folds are done
     */
    static RunFolder ofFolds(Path folder, String report, Consumer<String> notes) {
        Set<String> names = new LinkedHashSet<>(folds(folder));
        names.add(report);
        return open(folder, names, notes, null);
    }

    /** Takes the folder of one fold, for as long as this is taken. */
    RunFolder fold(int number) {
        return open(folder.resolve(FOLD + number), new LinkedHashSet<>(List.of(CHECKPOINT, MODEL)), notes, this);
    }

    private static List<String> folds(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> there = Files.list(folder)) {
            return there.map(path -> path.getFileName().toString()).filter(name -> name.matches(FOLD + "[1-9]\\d{0,8}"))
                    .sorted(Comparator.comparingInt(RunFolder::number)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into the folder '" + Echo.path(folder) + "' ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "). Choose another one.", e);
        }
    }

    private static int number(String fold) {
        return Integer.parseInt(fold.substring(FOLD.length()));
    }

    /** The highest number of a fold whose folder was there when this was taken; 0 for none. */
    int lastFold() {
        return names.stream().filter(name -> name.startsWith(FOLD)).mapToInt(RunFolder::number).max().orElse(0);
    }

    private static RunFolder open(Path folder, Set<String> names, Consumer<String> notes, @Nullable RunFolder around) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(folder) + "' is a file, and a run needs a folder for its files. "
                                + "Choose another one.");
            }
            Files.createDirectories(folder);
            return take(folder, List.copyOf(names), notes, around);
        } catch (IOException e) {
            throw AtomicFile.folderFailure(folder, e);
        }
    }

    private static RunFolder take(Path folder, List<String> names, Consumer<String> notes, @Nullable RunFolder around)
            throws IOException {
        FolderLock lock = FolderLock.take(folder, notes);
        boolean complete = false;
        try {
            RunFolder taken = new RunFolder(folder, names, notes, lock, around);
            taken.removeLeftovers();
            taken.requireRoom();
            complete = true;
            return taken;
        } finally {
            if (!complete) {
                lock.close();
            }
        }
    }

    /** Nobody else writes here, so whatever is half written was left by a run that was killed. */
    private void removeLeftovers() throws IOException {
        DirectoryStream.Filter<Path> half = path -> {
            String name = path.getFileName().toString();
            return names.stream().anyMatch(known -> name.startsWith("." + known + ".") && name.endsWith(".tmp")
                    && name.length() == known.length() + 42) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        };
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, half)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** A folder where a file is to be would be found only after an epoch of training. */
    private void requireRoom() {
        for (String name : names) {
            Path file = folder.resolve(name);
            boolean isFold = name.startsWith(FOLD);
            if (Files.exists(file) && (isFold ? !Files.isDirectory(file) : !Files.isRegularFile(file))) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' is "
                        + (isFold ? "no folder" : "no regular file") + ", and the run needs that name for "
                        + (isFold ? "one" : "its own") + ". Move it elsewhere, or choose another folder.");
            }
        }
    }

    Path model() {
        return folder.resolve(MODEL);
    }

    Path checkpoint() {
        return folder.resolve(CHECKPOINT);
    }

    /** Removes what tells of fewer epochs than model and checkpoint have from now on. The run writes it anew at its end. */
    void removeOutdated() {
        if (around != null) {
            around.removeOutdated();
        }
        for (String name : names) {
            Path file = folder.resolve(name);
            if (!name.equals(MODEL) && !name.equals(CHECKPOINT) && Files.isRegularFile(file)) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot remove '" + file + "', which tells of fewer epochs than the "
                            + "run has now (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Remove it, or choose another folder.", e);
                }
            }
        }
    }

    /**
     * Moves what an earlier run left out of the way, and says so. The checkpoint goes first: killed in between, there is
     * none that could be taken for the new run's.
     */
    void setAside() {
        List<String> there = names.stream().filter(name -> {
            Path file = folder.resolve(name);
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }).toList();
        if (there.isEmpty()) {
            return;
        }
        try {
            String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-');
            Path target = folder.resolve(EARLIER).resolve(time);
            for (int i = 2; Files.exists(target); i++) {
                target = folder.resolve(EARLIER).resolve(time + "-" + i);
            }
            Files.createDirectories(target);
            aside = target;
            moved = new ArrayList<>();
            for (String name : there) {
                Files.move(folder.resolve(name), target.resolve(name));
                moved.add(name);
            }
            notes.accept("The files of an earlier run (" + String.join(", ", there) + ") are now in '" + target + "'.");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The files of an earlier run in '" + Echo.path(folder) + "' cannot be set aside ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + "). Choose another folder.",
                    e);
        }
    }

    /** Puts back what was moved, for a run that came to nothing. */
    void putBack() {
        if (aside == null) {
            return;
        }
        try {
            for (String name : moved) {
                if (name.startsWith(FOLD) && Files.isDirectory(folder.resolve(name))) {
                    Files.deleteIfExists(FolderLock.file(folder.resolve(name)));
                    Files.delete(folder.resolve(name)); // refuses where it holds anything else
                }
                if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(aside.resolve(name), folder.resolve(name));
                }
            }
            Files.deleteIfExists(aside);
            Files.deleteIfExists(folder.resolve(EARLIER));
            notes.accept(
                    "This run came to nothing: the files of the earlier one are back in '" + Echo.path(folder) + "'.");
        } catch (IOException e) {
            // what could not be moved stays where the first note said; other runs' files keep the folder
        }
        aside = null;
    }

    /** Gives the folder to others. */
    @Override
    public void close() {
        lock.close();
    }
}
