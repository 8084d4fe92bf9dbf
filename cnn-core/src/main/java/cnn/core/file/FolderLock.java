package cnn.core.file;

import cnn.core.text.Echo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A folder that is one's alone until this is closed: whoever wants it meanwhile is refused, in this JVM or another. */
public final class FolderLock implements AutoCloseable {
    private static final String LOCK = ".lock";

    private final Path real;
    private final String about;
    private final @Nullable FileChannel lock;
    private boolean released;

    private FolderLock(Path real, String about, @Nullable FileChannel lock) {
        this.real = real;
        this.about = about;
        this.lock = lock;
    }

    /**
     * Takes a folder.
     *
     * @param folder it must exist
     * @param notes told where the file system knows no locks
     * @throws IllegalStateException where another has it
     * @throws IOException where nothing can be written there
     */
    public static FolderLock take(Path folder, Consumer<String> notes) throws IOException {
        Path real = folder.toRealPath();
        String about = "process " + ProcessHandle.current().pid() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String holder = HeldFolders.take(real, about);
        if (holder != null) {
            throw inUse(folder, holder);
        }
        boolean complete = false;
        try {
            FolderLock taken = new FolderLock(real, about, lock(folder, about, notes));
            complete = true;
            return taken;
        } finally {
            if (!complete) {
                HeldFolders.release(real, about);
            }
        }
    }

    /**
     * A channel that holds the lock; null where the file system knows no locks. The file stays when the work is over: to
     * remove it would let two take locks on two files of one name.
     */
    private static @Nullable FileChannel lock(Path folder, String about, Consumer<String> notes) throws IOException {
        Path file = file(folder);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (!take(channel)) {
                throw inUse(folder, LockFile.holder(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(about.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return channel;
        } catch (UnsupportedOperationException e) {
            notes.accept("The folder '" + Echo.path(folder) + "' knows no locks (" + e.getMessage()
                    + "): see to it that no other training writes there.");
            return null;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** The file that is locked. */
    public static Path file(Path folder) {
        return folder.resolve(LOCK);
    }

    private static IllegalStateException inUse(Path folder, String holder) {
        return new IllegalStateException("The folder '" + Echo.path(folder) + "' is in use by another training ("
                + holder + "). Wait for its end, stop it, or choose another folder.");
    }

    private static boolean take(FileChannel channel) {
        try {
            return LockFile.take(channel);
        } catch (IOException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }

    /** Gives the folder to others. */
    @Override
    public synchronized void close() {
        if (released) {
            return;
        }
        released = true;
        try {
            if (lock != null && lock.isOpen()) {
                try {
                    lock.truncate(0);
                } finally {
                    lock.close();
                }
            }
        } catch (IOException e) {
            // what an unlocked file says means nothing
        } finally {
            HeldFolders.release(real, about);
        }
    }
}
