package cnn.core.pictures;

import cnn.api.data.OriginalSizes;
import cnn.api.data.OriginalSizes.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large the pictures of a cache file were before they were resized: for each size height, width and number of pictures
 * (int32 each, little-endian), and the CRC-32 of these. Nothing where there are no pictures.
 */
final class StoredSizes {
    private static final int ENTRY = 3 * Integer.BYTES;
    private static final int SUM = Integer.BYTES;

    private StoredSizes() {
    }

    /** Bytes that so many sizes take. */
    static long length(int sizes) {
        return sizes == 0 ? 0 : (long) ENTRY * sizes + SUM;
    }

    static ByteBuffer bytes(OriginalSizes sizes) {
        ByteBuffer bytes = ByteBuffer.allocate((int) length(sizes.counts().size())).order(ByteOrder.LITTLE_ENDIAN);
        sizes.counts().forEach((size, count) -> bytes.putInt(size.height()).putInt(size.width()).putInt(count));
        if (bytes.hasRemaining()) {
            bytes.putInt(CheckedBytes.sum(bytes.array(), 0, bytes.position()));
        }
        return bytes.flip();
    }

    /** Those behind a file's pictures; null where there are none, or where they are damaged. */
    static @Nullable OriginalSizes read(MappedFile file, CacheTable table) {
        long length = length(table.sizes());
        if (length == 0 || length > Integer.MAX_VALUE) {
            return null;
        }
        byte[] bytes = new byte[(int) length];
        file.copy(table.start(table.size()), bytes, bytes.length);
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (numbers.getInt(bytes.length - SUM) != CheckedBytes.sum(bytes, 0, bytes.length - SUM)) {
            return null;
        }
        Map<Size, Integer> counts = new HashMap<>();
        for (int i = 0; i < table.sizes(); i++) {
            counts.put(new Size(numbers.getInt(), numbers.getInt()), numbers.getInt());
        }
        return OriginalSizes.of(counts);
    }
}
