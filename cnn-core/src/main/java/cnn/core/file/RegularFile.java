package cnn.core.file;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Only regular files, and links to them, are opened: to open a pipe that nobody writes to waits for ever, and a device may
 * never end.
 */
public final class RegularFile {
    private RegularFile() {
    }

    /** Throws, with the cure as its reason, where there is a pipe, a socket or a device. Folders are another's concern. */
    public static void require(Path file) throws FileSystemException {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null,
                    "it is a pipe, a socket or a device. Write what it gives into a file first, and name that");
        }
    }
}
