package cnn.core.pictures;

import cnn.core.file.LockFile;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time write a cache file; another, in this JVM or not, waits. The system takes it from a process that
 * ends. Two who had it at once would write the same: only time is lost.
 */
final class WriterLock implements AutoCloseable {
    static final String SUFFIX = ".lock";
    private static final long OFTEN = 100;

    private final Path file;
    private final FileChannel channel;
    private final boolean held;
    private final boolean waited;

    private WriterLock(Path file, FileChannel channel, boolean held, boolean waited) {
        this.file = file;
        this.channel = channel;
        this.held = held;
        this.waited = waited;
    }

    /** Takes the lock of a cache file, if need be after others; where the file system knows no locks, nobody is waited for. */
    static WriterLock take(Path cache, Consumer<String> notes) throws IOException {
        Path file = cache.resolveSibling(cache.getFileName() + SUFFIX);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean complete = false;
        try {
            boolean waited = false;
            while (true) {
                Answer answer = ask(channel);
                if (answer != Answer.BUSY) {
                    if (answer == Answer.TAKEN) {
                        channel.truncate(0);
                        channel.write(ByteBuffer.wrap(("process " + ProcessHandle.current().pid())
                                .getBytes(StandardCharsets.UTF_8)), 0);
                    }
                    complete = true;
                    return new WriterLock(file, channel, answer == Answer.TAKEN, waited);
                }
                if (!waited) {
                    waited = true;
                    notes.accept(
                            "Another run (" + LockFile.holder(file) + ") is decoding pictures into '" + Echo.path(cache)
                                    + "': waiting for it.");
                }
                pause();
            }
        } finally {
            if (!complete) {
                channel.close();
            }
        }
    }

    private enum Answer {
        TAKEN, BUSY, UNKNOWN
    }

    private static Answer ask(FileChannel channel) {
        try {
            return LockFile.take(channel) ? Answer.TAKEN : Answer.BUSY;
        } catch (IOException e) {
            return Answer.UNKNOWN;
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(OFTEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread was interrupted while it waited for another run");
        }
    }

    /** Whether somebody has a cache file's lock now. */
    static boolean isTaken(Path cache) {
        Path file = cache.resolveSibling(cache.getFileName() + SUFFIX);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return ask(channel) == Answer.BUSY;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether nobody else has it, for sure. */
    boolean isHeld() {
        return held;
    }

    /** Whether another run had it first, so that the cache may be there by now. */
    boolean hasWaited() {
        return waited;
    }

    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(file);
        } finally {
            channel.close();
        }
    }
}
