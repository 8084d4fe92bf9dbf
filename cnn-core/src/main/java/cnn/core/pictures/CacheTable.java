package cnn.core.pictures;

import cnn.core.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a cache file tells, all numbers little-endian: {@code cnn-pics}, the format's version, number of files,
 * height, width, most channels and number of sizes (int32 each), the key that the file's name begins with (32 bytes), SHA-256 of
 * this head with zeros in its own place; then for each file SHA-256 of its content (zeros where it cannot be read), CRC-32
 * of its picture and the picture's channels (int32; 0 where there is none). The pictures follow from the next multiple of
 * 4096 on, each in a slot of height · width · most channels bytes; behind the last one are the sizes that pictures had before they
 * were resized, as {@link StoredSizes} tells. Earlier files have none of these and a zero in the place of their number.
 */
final class CacheTable {
    static final int HASH = 32;
    private static final byte[] MAGIC = "cnn-pics".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int KEY = 32;
    private static final int DIGEST = KEY + HASH;
    private static final int ENTRIES = DIGEST + HASH;
    private static final int ENTRY = HASH + 8;
    private static final int PAGE = 4096;

    private final ByteBuffer bytes;

    private CacheTable(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** A table to be filled, for pictures of this size with up to so many channels. */
    static CacheTable of(byte[] key, int files, int height, int width, int channels) {
        ByteBuffer bytes = ByteBuffer.allocate(ENTRIES + ENTRY * files).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putInt(VERSION).putInt(files).putInt(height).putInt(width).putInt(channels).putInt(0).put(key);
        return new CacheTable(bytes);
    }

    /** The table that a file begins with; null where that is none, or a damaged one. */
    static @Nullable CacheTable read(MappedFile file) {
        if (file.size() < ENTRIES) {
            return null;
        }
        ByteBuffer fixed = first(file, ENTRIES);
        long length = ENTRIES + (long) ENTRY * fixed.getInt(12);
        if (!Arrays.equals(MAGIC, Arrays.copyOf(fixed.array(), MAGIC.length)) || fixed.getInt(8) != VERSION
                || length < ENTRIES || length > Math.min(file.size(), Integer.MAX_VALUE - PAGE)) {
            return null;
        }
        CacheTable table = new CacheTable(first(file, (int) length));
        return Arrays.equals(table.digest(), table.hash(DIGEST)) ? table : null;
    }

    private static ByteBuffer first(MappedFile file, int count) {
        byte[] bytes = new byte[count];
        file.copy(0, bytes, count);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The finished head. */
    ByteBuffer finished() {
        bytes.put(DIGEST, digest());
        return bytes.duplicate().clear();
    }

    private byte[] digest() {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes.array(), 0, DIGEST);
        digest.update(new byte[HASH]);
        digest.update(bytes.array(), ENTRIES, bytes.capacity() - ENTRIES);
        return digest.digest();
    }

    private byte[] hash(int at) {
        return Arrays.copyOfRange(bytes.array(), at, at + HASH);
    }

    /** What the pictures follow from, the content of their files apart. */
    byte[] key() {
        return hash(KEY);
    }

    int size() {
        return bytes.getInt(12);
    }

    int height() {
        return bytes.getInt(16);
    }

    int width() {
        return bytes.getInt(20);
    }

    /** Channels that a slot has room for. */
    int mostChannels() {
        return bytes.getInt(24);
    }

    private long slot() {
        return (long) height() * width() * mostChannels();
    }

    /** Where a picture starts in the file. */
    long start(int file) {
        return (bytes.capacity() + PAGE - 1L) / PAGE * PAGE + file * slot();
    }

    /** How many sizes are behind the pictures; 0 where they are not known. */
    int sizes() {
        return bytes.getInt(28);
    }

    void sizes(int count) {
        bytes.putInt(28, count);
    }

    /** Bytes of the whole file. */
    long end() {
        return start(size()) + StoredSizes.length(sizes());
    }

    /** SHA-256 of a picture file's content; zeros where it could not be read. */
    byte[] content(int file) {
        return hash(ENTRIES + ENTRY * file);
    }

    void content(int file, byte[] hash) {
        bytes.put(ENTRIES + ENTRY * file, hash);
    }

    int sum(int file) {
        return bytes.getInt(ENTRIES + ENTRY * file + HASH);
    }

    /** Channels of a file's picture; 0 where it has none. */
    int channels(int file) {
        return bytes.getInt(ENTRIES + ENTRY * file + HASH + 4);
    }

    void picture(int file, int channels, int sum) {
        bytes.putInt(ENTRIES + ENTRY * file + HASH, sum);
        bytes.putInt(ENTRIES + ENTRY * file + HASH + 4, channels);
    }

    boolean hasColour() {
        for (int i = 0; i < size(); i++) {
            if (channels(i) == 3) {
                return true;
            }
        }
        return false;
    }

}
