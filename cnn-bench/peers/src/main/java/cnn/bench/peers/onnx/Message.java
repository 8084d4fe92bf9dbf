package cnn.bench.peers.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One protobuf message in the making. Field numbers are those of {@code onnx.proto}. */
final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** What writes one field. */
    @FunctionalInterface
    private interface Field {
        void write() throws IOException;
    }

    Message put(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    Message put(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    Message put(int field, float value) {
        return write(() -> out.writeFloat(field, value));
    }

    Message put(int field, Message value) {
        return write(() -> out.writeByteArray(field, value.bytes()));
    }

    /** Numbers as {@code raw_data}: little-endian float32. */
    Message put(int field, float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return write(() -> out.writeByteArray(field, raw.array()));
    }

    byte[] bytes() {
        write(out::flush);
        return bytes.toByteArray();
    }

    private Message write(Field field) {
        try {
            field.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
