package cnn.core.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read at any place by any thread. */
interface Source extends AutoCloseable {
    long size() throws IOException;

    /** Fills the buffer with the bytes from a position. */
    void read(long position, ByteBuffer into) throws IOException;

    @Override
    void close() throws IOException;

    static Source of(FileChannel channel) {
        return new Source() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void read(long position, ByteBuffer into) throws IOException {
                for (long at = position; into.hasRemaining();) {
                    int count = channel.read(into, at);
                    if (count < 0) {
                        throw new EOFException("the file became shorter while it was read");
                    }
                    at += count;
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    static Source of(byte[] bytes) {
        return new Source() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, ByteBuffer into) {
                into.put(bytes, Math.toIntExact(position), into.remaining());
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
