package cnn.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that one process at a time may hold, and whose text says which. The system takes it from a process that ends.
 * Windows lets nobody read what is locked, so the lock is on a byte that the text never reaches.
 */
public final class LockFile {
    private static final long LOCKED_BYTE = 1L << 40;

    private LockFile() {
    }

    /**
     * Takes the lock, until the channel is closed; false where another has it, in this JVM or not.
     *
     * @throws IOException where the file system knows no locks
     */
    public static boolean take(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this JVM has it
        }
    }

    /** Who holds the lock, for a message. */
    public static String holder(Path file) {
        try {
            String text = Files.readString(file);
            return text.isBlank() ? "which has just begun" : text;
        } catch (IOException e) {
            return "which does not say its process";
        }
    }
}
