package cnn.onnx.file;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Types of elements that are read, with ONNX's number and width in bytes. */
enum Element {
    FLOAT(1, 4), UINT8(2, 1), INT8(3, 1), UINT16(4, 2), INT16(5, 2), INT32(6, 4), INT64(7, 8), BOOL(9, 1), FLOAT16(10,
            2), DOUBLE(11, 8), UINT32(12, 4), UINT64(13, 8), BFLOAT16(16, 2);

    private final int number;
    private final int bytes;

    Element(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    static @Nullable Element of(int number) {
        for (Element element : values()) {
            if (element.number == number) {
                return element;
            }
        }
        return null;
    }

    int number() {
        return number;
    }

    int bytes() {
        return bytes;
    }

    boolean isFloat() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    /** A float of half the width. */
    float fromBits(short bits) {
        return this == BFLOAT16 ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
    }

    float[] floats(ByteBuffer raw, int size) {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = switch (this) {
                case FLOAT -> raw.getFloat();
                case DOUBLE -> (float) raw.getDouble();
                default -> fromBits(raw.getShort());
            };
        }
        return floats;
    }

    long[] integers(ByteBuffer raw, int size) {
        long[] integers = new long[size];
        for (int i = 0; i < size; i++) {
            integers[i] = switch (this) {
                case UINT8, BOOL -> raw.get() & 0xFF;
                case INT8 -> raw.get();
                case UINT16 -> raw.getShort() & 0xFFFF;
                case INT16 -> raw.getShort();
                case UINT32 -> raw.getInt() & 0xFFFF_FFFFL;
                case INT32 -> raw.getInt();
                default -> raw.getLong();
            };
        }
        return integers;
    }
}
