package cnn.onnx.graph;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Types of elements that are read, with ONNX's number and width in bytes. */
public enum Element {
    /** 32 bits, what everything is computed in. */
    FLOAT(1, 4),
    /** 0 to 255. */
    UINT8(2, 1),
    /** −128 to 127. */
    INT8(3, 1),
    /** 16 bits from 0. */
    UINT16(4, 2),
    /** 16 bits. */
    INT16(5, 2),
    /** 32 bits. */
    INT32(6, 4),
    /** 64 bits: indices and lengths. */
    INT64(7, 8),
    /** 0 or 1. */
    BOOL(9, 1),
    /** Half a float. */
    FLOAT16(10, 2),
    /** 64 bits, read as 32. */
    DOUBLE(11, 8),
    /** 32 bits from 0. */
    UINT32(12, 4),
    /** 64 bits from 0. */
    UINT64(13, 8),
    /** The upper half of a float. */
    BFLOAT16(16, 2);

    private final int number;
    private final int bytes;

    Element(int number, int bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    /** The type that ONNX has this number for; null for one that is not read. */
    public static @Nullable Element of(long number) {
        for (Element element : values()) {
            if (element.number == number) {
                return element;
            }
        }
        return null;
    }

    /** ONNX's number. */
    public int number() {
        return number;
    }

    /** Width. */
    public int bytes() {
        return bytes;
    }

    /** Whether the numbers have a point. */
    public boolean isFloat() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
    }

    /** Whether the numbers are whole, truth values apart. */
    public boolean isWhole() {
        return !isFloat() && this != BOOL;
    }

    /** Whether numbers below 0 are among them. */
    public boolean isSigned() {
        return this != UINT8 && this != UINT16 && this != UINT32 && this != UINT64 && this != BOOL;
    }

    /** The whole number that has these last bits: what arithmetic of this type comes to. */
    public long wrapped(long whole) {
        if (this == BOOL) {
            return whole == 0 ? 0 : 1;
        }
        int unused = 64 - bytes * 8;
        return isSigned() ? whole << unused >> unused : whole << unused >>> unused;
    }

    /** The least of the whole numbers. */
    public long least() {
        return isSigned() ? -1L << bytes * 8 - 1 : 0;
    }

    /** The greatest of the whole numbers. */
    public long greatest() {
        return isSigned() ? ~least() : bytes == 8 ? Long.MAX_VALUE : (1L << bytes * 8) - 1;
    }

    /** A float of half the width. */
    public float fromBits(short bits) {
        return this == BFLOAT16 ? Float.intBitsToFloat(bits << 16) : Float.float16ToFloat(bits);
    }

    /** So many floats. */
    public float[] floats(ByteBuffer raw, int size) {
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

    /** So many whole numbers. */
    public long[] integers(ByteBuffer raw, int size) {
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
