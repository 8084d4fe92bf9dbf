package cnn.core.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts a new file in place of an old one so that whoever looks, at any instant and after any crash, finds either the
 * whole old file or the whole new one: the content goes to a temporary file beside it, is forced to the disk, and takes
 * the name in one step. Where anything fails the temporary file is removed and the old file is as it was.
 */
public final class AtomicFile {
    /** A temporary file older than this was left by a process that was killed. */
    private static final Duration STALE = Duration.ofHours(1);

    private AtomicFile() {
    }

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything, from the start of the empty file. */
        void writeTo(FileChannel file) throws IOException;
    }

    /**
     * Writes a file of these bytes.
     *
     * @throws UncheckedIOException as below
     */
    public static void write(Path file, byte[] bytes) {
        write(file, channel -> {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining();) {
                channel.write(rest);
            }
        });
    }

    /**
     * Writes a file.
     *
     * @param file its folder must exist; a symbolic link keeps pointing to the file, which is replaced
     * @throws UncheckedIOException naming the file, the cause and the cure
     */
    public static void write(Path file, Content content) {
        try {
            Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                throw new FileSystemException(file.toString(), null, "there is a folder or device of that name");
            }
            replace(target, content);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** What to say where a file cannot be written: its name, the cause and the cure. */
    public static UncheckedIOException failure(Path file, IOException e) {
        return FileFailure.written(file, e);
    }

    /** What to say where no file can be put into a folder, or the folder cannot be made. */
    public static UncheckedIOException folderFailure(Path folder, IOException e) {
        return FileFailure.folder(folder, e);
    }

    private static void replace(Path target, Content content) throws IOException {
        Path folder = target.getParent();
        String prefix = "." + target.getFileName() + ".";
        removeStale(folder, prefix);
        Path temporary = folder.resolve(prefix + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                try {
                    content.writeTo(channel);
                    channel.force(true);
                } catch (IOException e) {
                    throw FileFailure.isShortage(e) ? new FileFailure.Shortage(e, channel.size()) : e;
                }
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (Throwable e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException deleting) {
                e.addSuppressed(deleting);
            }
            throw e;
        }
        force(folder);
    }

    /** Makes the new name survive a power cut. Windows cannot open a folder, and needs it not. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // the file itself is on the disk; without this its new name comes a moment later
        }
    }

    private static void removeStale(Path folder, String prefix) throws IOException {
        Instant limit = Instant.now().minus(STALE);
        DirectoryStream.Filter<Path> ours = path -> {
            String name = path.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(".tmp");
        };
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ours)) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }
}
