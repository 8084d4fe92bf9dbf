package cnn.core.safetensors;

/** The number formats that a tensor may have, under the names that the format gives them. Little-endian all. */
public enum DType {
    /** One byte, 0 or 1. */
    BOOL(8),
    /** 4-bit float, two a byte. */
    F4(4),
    /** 6-bit float, 2 bits of exponent. */
    F6_E2M3(6),
    /** 6-bit float, 3 bits of exponent. */
    F6_E3M2(6),
    /** Unsigned byte. */
    U8(8),
    /** Signed byte. */
    I8(8),
    /** 8-bit float, 5 bits of exponent. */
    F8_E5M2(8),
    /** 8-bit float, 4 bits of exponent. */
    F8_E4M3(8),
    /** 8-bit power of two. */
    F8_E8M0(8),
    /** 8-bit float, 4 bits of exponent, one zero. */
    F8_E4M3FNUZ(8),
    /** 8-bit float, 5 bits of exponent, one zero. */
    F8_E5M2FNUZ(8),
    /** Signed 16 bits. */
    I16(16),
    /** Unsigned 16 bits. */
    U16(16),
    /** IEEE half precision. */
    F16(16),
    /** The upper half of a float. */
    BF16(16),
    /** Signed 32 bits. */
    I32(32),
    /** Unsigned 32 bits. */
    U32(32),
    /** IEEE single precision: a Java float. */
    F32(32),
    /** Two floats: real and imaginary part. */
    C64(64),
    /** IEEE double precision. */
    F64(64),
    /** Signed 64 bits. */
    I64(64),
    /** Unsigned 64 bits. */
    U64(64);

    private final int bits;

    DType(int bits) {
        this.bits = bits;
    }

    /** Bits of one number. */
    public int bits() {
        return bits;
    }
}
