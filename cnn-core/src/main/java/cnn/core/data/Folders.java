package cnn.core.data;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.File;
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

    /** What lies in a folder, sorted by name, without what systems hide there. */
    static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found = entries.filter(entry -> !isHidden(entry.getFileName().toString()))
                    // names that read the same still have one order
                    .sorted(Comparator.comparing((Path entry) -> entry.getFileName().toString())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            found.forEach(Folders::checkName);
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
    }

    /**
     * A JVM whose locale is not UTF-8 reads other letters in names wrongly: different names become the same, and their
     * order another. What follows from names would then depend on the locale.
     */
    private static void checkName(Path entry) {
        String name = entry.getFileName().toString();
        if (File.separatorChar == '/' && DataPlace.isOnDisk(entry) && !ClassNames.readsUtf8()
                && name.chars().anyMatch(letter -> letter > 127)) {
            throw new IllegalArgumentException("The name of '" + entry + "' has letters that this JVM cannot read: it "
                    + "reads file names as " + System.getProperty("sun.jnu.encoding") + ", but UTF-8 is needed. "
                    + ClassNames.cure());
        }
    }

    /** Refuses what must not be opened: reading a pipe waits for ever, a device may have no end. */
    static Path regular(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is no regular file but a "
                    + (Files.isDirectory(file) ? "folder" : "pipe, socket or device")
                    + ", so it is not opened. Put the data's file in its place.");
        }
        return file;
    }

    static UncheckedIOException unreadable(Path file, Exception e) {
        IOException cause = e instanceof IOException io ? io : new IOException(e);
        return new UncheckedIOException("Cannot read '" + Echo.path(file) + "' (" + Reason.of(e)
                + "). Check that you have the right to, and that the disk works.", cause);
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX") || name.equalsIgnoreCase("Thumbs.db")
                || name.equalsIgnoreCase("desktop.ini");
    }
}
