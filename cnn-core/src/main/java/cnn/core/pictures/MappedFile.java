package cnn.core.pictures;

import cnn.core.text.Echo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any length mapped into memory, to be read by any number of threads. Closed, or forgotten by all who use it,
 * it is unmapped.
 */
public final class MappedFile implements AutoCloseable {
    /** Its thread starts with the first mapping. */
    private static final class Forgotten {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final Path path;
    private final String cure;
    private final MemorySegment content;
    private final Cleaner.Cleanable mapping;

    private MappedFile(Path path, String cure, MemorySegment content, Arena arena) {
        this.path = path;
        this.cure = cure;
        this.content = content;
        this.mapping = Forgotten.CLEANER.register(this, arena::close);
    }

    /**
     * Maps a whole file.
     *
     * @param cure what helps where it changes meanwhile: a sentence
     */
    public static MappedFile open(Path path, String cure) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(path, cure,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena), arena);
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /** Bytes in it. */
    public long size() {
        return content.byteSize();
    }

    /**
     * Copies some bytes to the start of an array. Only copying is safe: where the file was cut short meanwhile the JVM
     * turns the system's signal into an error here, or a moment later, while a checksum that runs over the mapping itself
     * would end the JVM.
     *
     * @throws CacheException where the file has become shorter or the disk fails
     * @throws IllegalStateException where this is closed
     */
    public void copy(long from, byte[] to, int length) {
        try {
            MemorySegment.copy(content, ValueLayout.JAVA_BYTE, from, to, 0, length);
        } catch (InternalError e) {
            throw unreachable(e);
        } catch (IllegalStateException e) {
            throw new IllegalStateException("'" + Echo.path(path) + "' is closed, and with it the images in it. Read "
                    + "images before the run, or whatever opened them, is closed.", e);
        }
    }

    /** What to say of the JVM's error for a page that the file does not have any more. */
    CacheException unreachable(InternalError e) {
        try {
            Thread.yield(); // where the error was noted twice, the JVM throws the second when the thread next calls it
        } catch (InternalError again) {
            e.addSuppressed(again);
        }
        return new CacheException(said("it was cut short, or its disk cannot be read"), e);
    }

    /** What to say where the bytes are not those that were written. */
    CacheException changed(String how) {
        try {
            Thread.yield(); // it may be that they were not read at all
        } catch (InternalError e) {
            return unreachable(e);
        }
        return new CacheException(said(how));
    }

    private String said(String how) {
        return "'" + Echo.path(path) + "' has changed while images are read from it: " + how + ". " + cure;
    }

    @Override
    public void close() {
        mapping.clean();
    }
}
