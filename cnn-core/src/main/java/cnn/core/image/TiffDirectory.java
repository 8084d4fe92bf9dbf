package cnn.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a TIFF file's first directory, which describes its first page.
 *
 * <p>Source: Adobe, TIFF 6.0, section 2.
 */
final class TiffDirectory {
    private final ByteBuffer file;
    private final Map<Integer, long[]> fields = new HashMap<>();
    private final long start;
    private final long end;
    private final Map<Integer, Integer> places = new HashMap<>();

    TiffDirectory(byte[] bytes) throws DecodeException {
        file = ByteBuffer.wrap(bytes)
                .order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        start = bytes.length < 8 ? 0 : file.getInt(4) & 0xFFFF_FFFFL;
        if (start < 8 || start + 2 > bytes.length) {
            throw new DecodeException("it is cut short");
        }
        int count = file.getShort((int) start) & 0xFFFF;
        end = start + 2 + 12L * count;
        if (end > bytes.length) {
            throw new DecodeException("it is cut short");
        }
        for (int i = 0; i < count; i++) {
            field((int) start + 2 + 12 * i);
        }
    }

    private void field(int entry) throws DecodeException {
        int tag = file.getShort(entry) & 0xFFFF;
        int size = switch (file.getShort(entry + 2)) {
            case 1 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            default -> 0;
        };
        long count = file.getInt(entry + 4) & 0xFFFF_FFFFL;
        places.put(tag, entry);
        if (size == 0) {
            return;
        }
        long at = size * count <= 4 ? entry + 8 : file.getInt(entry + 8) & 0xFFFF_FFFFL;
        if (at + size * count > file.limit()) {
            throw new DecodeException("it is cut short: field " + tag + " lies behind its end");
        }
        long[] values = new long[(int) count];
        for (int i = 0; i < count; i++) {
            int place = (int) at + size * i;
            values[i] = switch (size) {
                case 1 -> file.get(place) & 0xFF;
                case 2 -> file.getShort(place) & 0xFFFF;
                default -> file.getInt(place) & 0xFFFF_FFFFL;
            };
        }
        if (fields.put(tag, values) != null) {
            throw new DecodeException("it is damaged: it has field " + tag + " twice");
        }
    }

    /** Checks that no two parts of the pixels share bytes with each other or with the directory. */
    void checkApart(long[] starts, long[] lengths) throws DecodeException {
        Integer[] order = new Integer[starts.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> starts[i]));
        long taken = 0;
        for (int i : order) {
            if (starts[i] < taken || starts[i] < end && starts[i] + lengths[i] > start) {
                throw new DecodeException(
                        "it is damaged: part " + (i + 1) + " of its pixels lies within another part or "
                                + "within the list of its fields");
            }
            taken = starts[i] + lengths[i];
        }
    }

    /** A field's values; null where there is none. */
    long @Nullable [] all(int tag) {
        return fields.get(tag);
    }

    /** A field's value, or the value that a missing one means. */
    int one(int tag, int otherwise) {
        long[] values = fields.get(tag);
        return values == null || values.length == 0 ? otherwise : (int) Math.min(Integer.MAX_VALUE, values[0]);
    }

    /** A field's value, where all of several are the same; -1 where they differ. */
    int same(int tag, int otherwise) {
        long[] values = fields.get(tag);
        return values == null || Arrays.stream(values).allMatch(value -> value == values[0]) ? one(tag, otherwise) : -1;
    }

    /** The file with a field made one that no reader knows; the file itself where there is none. */
    byte[] without(int tag) {
        Integer place = places.get(tag);
        if (place == null) {
            return file.array();
        }
        byte[] changed = file.array().clone();
        ByteBuffer.wrap(changed).order(file.order()).putShort(place, (short) 65_000);
        return changed;
    }
}
