package cnn.core.data;

import cnn.api.data.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the sources share in looking for their files. */
final class Folders {
    private Folders() {
    }

    /** The folder that a source's path means. Throws {@link IllegalArgumentException} where there is none. */
    static Path existing(DataSource.Request request, String path) {
        Path folder = request.folder().resolve(path).normalize();
        if (!Files.exists(folder)) {
            throw new IllegalArgumentException("The data folder '" + folder + "' does not exist. Check the path; a "
                    + "relative one starts at '" + request.folder().toAbsolutePath().normalize() + "'.");
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("'" + folder + "' is a file, but the data's folder is wanted. Give the "
                    + "folder that holds it.");
        }
        return folder;
    }

    /** What lies in a folder, sorted by name, without what systems hide there. */
    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !isHidden(entry.getFileName().toString()))
                    .sorted(Comparator.comparing((Path entry) -> entry.getFileName().toString())).toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    static UncheckedIOException unreadable(Path file, Exception e) {
        IOException cause = e instanceof IOException io ? io : new IOException(e);
        return new UncheckedIOException("Cannot read '" + file + "' (" + e.getMessage()
                + "). Check that you have the right to, and that the disk works.", cause);
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX") || name.equalsIgnoreCase("Thumbs.db")
                || name.equalsIgnoreCase("desktop.ini");
    }
}
