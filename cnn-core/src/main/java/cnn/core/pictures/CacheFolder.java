package cnn.core.pictures;

import cnn.api.data.ImageCache;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A folder of cache files, each named after the folder of its pictures and what they follow from. */
public final class CacheFolder {
    private static final String SUFFIX = ".pictures";
    private static final int MOST_OF_NAME = 40;
    private static final int MOST_OF_KEY = 8;

    private final Path folder;

    /** The folder, which need not be there. */
    public CacheFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds the caches that belong to a place.
     *
     * @param place the folder of a run or its model, the folder that holds runs, or that of the caches itself
     */
    public static Optional<CacheFolder> of(Path place) {
        Path whole = place.toAbsolutePath().normalize();
        Path folder = Files.isRegularFile(whole) ? whole.getParent() : whole;
        List<Path> possible = new ArrayList<>(List.of(folder, folder.resolve(ImageCache.FOLDER)));
        if (folder.getParent() != null) {
            possible.add(folder.resolveSibling(ImageCache.FOLDER));
        }
        return possible.stream().map(CacheFolder::new).filter(caches -> !caches.files().isEmpty()).findFirst();
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Where the pictures of a folder go. */
    Path file(Path pictures, byte[] key) {
        Path whole = pictures.toAbsolutePath().normalize();
        Path last = whole.getFileName(); // the root of an archive has none, but it is told by the archive's
        String name = (last == null ? whole.toString().replaceAll(".*[/\\\\]", "") : last.toString())
                .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
                .replaceFirst("^[.-]+", "");
        return folder.resolve(name.substring(0, Math.min(name.length(), MOST_OF_NAME)) + "-"
                + HexFormat.of().formatHex(key, 0, MOST_OF_KEY) + SUFFIX);
    }

    void make() throws IOException {
        Files.createDirectories(folder);
    }

    /** Refuses what the disk has no room for, before minutes go into decoding. Some file systems do not tell. */
    void requireRoom(Path file, long bytes) {
        try {
            FileStore disk = Files.getFileStore(folder);
            long room = disk.getUsableSpace();
            if (room > 0 && room < bytes) {
                throw new UncheckedIOException(String.format(Locale.ROOT,
                        "'%s' would have %,d MB, and its disk has room for %,d MB. Free some.", Echo.path(file),
                        bytes / 1_000_000, room / 1_000_000), new FileSystemException(file.toString()));
            }
        } catch (IOException e) {
            // writing will tell
        }
    }

    /** What killed runs left half written of one file. To be called by who has its lock. */
    void removeLeftovers(Path file) throws IOException {
        for (Path leftover : entries("." + file.getFileName() + ".*.tmp")) {
            Files.deleteIfExists(leftover);
        }
    }

    private List<Path> entries(String pattern) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into '" + Echo.path(folder) + "' (" + e.getMessage()
                    + "). Check that you have the right to, and that the disk works.", e);
        }
        found.sort(null);
        return found;
    }

    /** The cache files, whole and half written. */
    private List<Path> files() {
        List<Path> files = new ArrayList<>(entries("*-????????????????" + SUFFIX));
        files.addAll(entries(".*-????????????????" + SUFFIX + ".*.tmp"));
        return files;
    }

    /** What was removed. */
    public record Removed(int files, long bytes) {
    }

    /**
     * Removes all cache files, but none that a run is writing; a run that reads one goes on reading what it has opened. The
     * folder goes too where nothing is left in it.
     *
     * @param notes told what is left and why, one line each
     */
    public Removed clean(Consumer<String> notes) {
        int files = 0;
        long bytes = 0;
        for (Path file : files()) {
            if (WriterLock.isTaken(written(file))) {
                notes.accept("'" + Echo.path(file) + "' is left: a run is writing it. Clean again when it is done.");
                continue;
            }
            try {
                long size = Files.size(file);
                Files.delete(file);
                files++;
                bytes += size;
            } catch (IOException e) {
                notes.accept("'" + Echo.path(file) + "' is left: it cannot be removed (" + e.getClass().getSimpleName()
                        + "). Check that you have the right to, and that no run reads it.");
            }
        }
        removeEmpty();
        return new Removed(files, bytes);
    }

    /** The cache file that a temporary one is to become, or the file itself. */
    private static Path written(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".tmp")
                ? file.resolveSibling(name.substring(1, name.lastIndexOf(SUFFIX) + SUFFIX.length()))
                : file;
    }

    private void removeEmpty() {
        try {
            for (Path lock : entries("*" + SUFFIX + WriterLock.SUFFIX)) {
                String name = lock.getFileName().toString();
                if (!WriterLock
                        .isTaken(lock.resolveSibling(name.substring(0, name.length() - WriterLock.SUFFIX.length())))) {
                    Files.deleteIfExists(lock);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // something else is in it
        }
    }
}
