package cnn.core.safetensors;

import java.nio.ByteBuffer;

/** Turns little-endian bytes of any common format into Java's floats and longs. */
final class Numbers {
    private Numbers() {
    }

    /** Converts {@code count} numbers from the buffer's start into {@code to[at …]}. */
    interface ToFloat {
        void convert(ByteBuffer bytes, float[] to, int at, int count);
    }

    /** As {@link ToFloat}, for integers. */
    interface ToLong {
        void convert(ByteBuffer bytes, long[] to, int at, int count);
    }

    private interface FloatAt {
        float get(ByteBuffer bytes, int index);
    }

    private interface LongAt {
        long get(ByteBuffer bytes, int index);
    }

    static ToFloat toFloat(SafetensorsFile file, TensorInfo info) {
        return switch (info.type()) {
            case F32 -> (bytes, to, at, count) -> bytes.asFloatBuffer().get(to, at, count);
            case F64 -> each((bytes, i) -> (float) bytes.getDouble(i * 8));
            case F16 -> each((bytes, i) -> Float.float16ToFloat(bytes.getShort(i * 2)));
            case BF16 -> each((bytes, i) -> Float.intBitsToFloat(bytes.getShort(i * 2) << 16));
            case U64 -> each((bytes, i) -> unsigned(bytes.getLong(i * 8)));
            case BOOL, U8, I8, U16, I16, U32, I32, I64 -> {
                LongAt longs = longAt(file, info);
                yield each((bytes, i) -> longs.get(bytes, i));
            }
            case F4, F6_E2M3, F6_E3M2, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ, C64 ->
                throw unusable(file, info, "converted to floats. Save it as F32, F16 or BF16.");
        };
    }

    static ToLong toLong(SafetensorsFile file, TensorInfo info) {
        LongAt longs = longAt(file, info);
        return (bytes, to, at, count) -> {
            for (int i = 0; i < count; i++) {
                to[at + i] = longs.get(bytes, i);
            }
        };
    }

    private static LongAt longAt(SafetensorsFile file, TensorInfo info) {
        return switch (info.type()) {
            case BOOL, U8 -> (bytes, i) -> bytes.get(i) & 0xFF;
            case I8 -> ByteBuffer::get;
            case U16 -> (bytes, i) -> bytes.getShort(i * 2) & 0xFFFF;
            case I16 -> (bytes, i) -> bytes.getShort(i * 2);
            case U32 -> (bytes, i) -> bytes.getInt(i * 4) & 0xFFFF_FFFFL;
            case I32 -> (bytes, i) -> bytes.getInt(i * 4);
            case I64 -> (bytes, i) -> bytes.getLong(i * 8);
            default -> throw unusable(file, info, "read as whole numbers. Save it as I64 or I32.");
        };
    }

    private static ToFloat each(FloatAt floats) {
        return (bytes, to, at, count) -> {
            for (int i = 0; i < count; i++) {
                to[at + i] = floats.get(bytes, i);
            }
        };
    }

    /** Halved with the lowest bit kept, so that the rounding is that of the whole number. */
    private static float unsigned(long bits) {
        return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
    }

    private static SafetensorsException unusable(SafetensorsFile file, TensorInfo info, String remedy) {
        return new SafetensorsException("Tensor '" + info.name() + "' " + info.describe() + " in '" + file.name()
                + "' cannot be " + remedy);
    }
}
