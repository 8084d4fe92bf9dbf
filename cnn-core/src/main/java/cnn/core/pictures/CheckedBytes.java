package cnn.core.pictures;

import java.util.zip.CRC32;

/** Bytes copied out of a mapped file, and compared with their checksum. Belongs to one thread. */
final class CheckedBytes {
    private final byte[] bytes;
    private final CRC32 crc = new CRC32();

    /** Room for so many. */
    CheckedBytes(int most) {
        bytes = new byte[most];
    }

    /** The bytes, to be used and overwritten until others are copied. */
    byte[] bytes() {
        return bytes;
    }

    /** The checksum of bytes. */
    static int sum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Copies bytes to the start of the array; whether they have this checksum. */
    boolean copy(MappedFile file, long from, int length, int sum) {
        file.copy(from, bytes, length);
        crc.reset();
        crc.update(bytes, 0, length);
        return (int) crc.getValue() == sum;
    }
}
