package cnn.core.safetensors;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a file could not be used and what to do, in words. */
final class FileFailure {
    private FileFailure() {
    }

    /** Neither the disk nor the limits of the process took the whole of a file. */
    static final class Shortage extends IOException {
        private static final long serialVersionUID = 1;

        private final IOException reason;
        private final long written;

        /**
         * Bytes of the file that were taken.
         *
         * @param reason what the system said
         */
        Shortage(IOException reason, long written) {
            super(reason.getMessage(), reason);
            this.reason = reason;
            this.written = written;
        }
    }

    /** File, cause and cure; its cause is what the system said. */
    static UncheckedIOException written(Path file, IOException e) {
        return new UncheckedIOException("Cannot write '" + Echo.path(file) + "': " + cause(e),
                e instanceof Shortage shortage ? shortage.reason : e);
    }

    /** As {@link #written}, of a folder. */
    static UncheckedIOException folder(Path folder, IOException e) {
        return new UncheckedIOException("Cannot write to the folder '" + Echo.path(folder) + "': " + cause(e), e);
    }

    /** Whether there was no room for the whole file. */
    static boolean isShortage(IOException e) {
        return isFull(words(e)) || isTooLarge(words(e));
    }

    private static boolean isFull(String words) {
        return words.contains("no space") || words.contains("not enough space") || words.contains("quota");
    }

    /** What {@code ulimit -f} allows, or the largest file of a file system. */
    private static boolean isTooLarge(String words) {
        return words.contains("file too large") || words.contains("file size limit");
    }

    /** Why the file system refused and what to do, as one sentence or two. */
    static String cause(IOException e) {
        String words = words(e);
        if (e instanceof AccessDeniedException) {
            return "permission denied. Choose another folder, or give yourself the right to use this one.";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name. Choose another folder.";
        }
        if (e instanceof NoSuchFileException) {
            return "the folder does not exist. Create it first, or check the path.";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the thread was interrupted.";
        }
        if (isFull(words)) {
            return "there is no space left on the disk" + room(e) + ". Free some, or choose another folder.";
        }
        if (isTooLarge(words)) {
            return "it is larger than a file of this process or on this disk may be" + room(e)
                    + ". Raise what ulimit -f tells, or choose another folder.";
        }
        if (words.contains("read-only")) {
            return "the disk can only be read. Choose another folder.";
        }
        if (words.contains("is a directory")) {
            return "it is a folder. Give a file.";
        }
        String reason = reason(e);
        return (reason == null ? e.getClass().getSimpleName() : Echo.of(reason)) + ".";
    }

    private static String room(IOException e) {
        return e instanceof Shortage shortage ? ", which took " + Count.of(shortage.written, "byte") + " of it" : "";
    }

    private static @Nullable String reason(IOException e) {
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : e.getMessage();
    }

    private static String words(IOException e) {
        String reason = reason(e);
        return reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    }
}
