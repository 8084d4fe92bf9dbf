package cnn.core.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a tar file one after the other: those of POSIX (ustar, and pax with long names and sizes), of GNU tar
 * (long names, large sizes) and of Version 7.
 *
 * <p>Source: IEEE Std 1003.1-2017, pax, "ustar Interchange Format" and "pax Header Block"; GNU tar's manual, "Basic Tar
 * Format".
 */
final class TarReader {
    static final int BLOCK = 512;
    /** Longer names and lists of attributes are nobody's. */
    private static final int MOST_TEXT = 1 << 20;

    private final InputStream in;
    private long position;

    TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * What an entry's header says.
     *
     * @param name its whole path
     * @param type {@code 0} for a file, {@code 5} for a folder, {@code 2} for a link …
     * @param size bytes behind the header
     * @param start where these begin
     */
    record Header(String name, char type, long size, long start) {
        boolean isFile() {
            return type == '0' || type == '7' || type == 0;
        }

        boolean isFolder() {
            return type == '5' || type == 0 && name.endsWith("/");
        }
    }

    /** Whether a file may begin with this block: its checksum is right. */
    static boolean isHeader(byte[] block) {
        if (block.length < BLOCK || block[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xFF;
        }
        return octal(block, 148, 8) == sum;
    }

    /** The next entry, whose content is to be taken or skipped before the one after it; null after the last. */
    @Nullable
    Header next() throws IOException {
        Map<String, String> attributes = new HashMap<>();
        while (true) {
            byte[] block = take(BLOCK);
            if (block.length == 0 || isZero(block)) { // some programs write no end
                return null;
            }
            if (block.length < BLOCK) {
                throw new EOFException("it ends within a header");
            }
            if (!isHeader(block)) {
                throw new ZipException("the header at byte " + (position - BLOCK) + " has a wrong checksum");
            }
            long size = size(block);
            char type = (char) (block[156] & 0xFF);
            switch (type) {
                case 'L' -> attributes.put("path", text(block(size)));
                case 'K', 'g' -> block(size); // names of links, and what holds for all
                case 'x' -> attributes(block(size), attributes);
                default -> {
                    String name = attributes.getOrDefault("path", name(block));
                    String length = attributes.get("size");
                    boolean sparse = type == 'S'
                            || attributes.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"));
                    return new Header(name, sparse ? 'S' : type, length == null ? size : number(length), position);
                }
            }
        }
    }

    /** The content of the entry whose header came last. */
    byte[] content(long size) throws IOException {
        byte[] content = take(Math.toIntExact(size));
        if (content.length < size) {
            throw new EOFException("it ends within an entry");
        }
        skip(padding(size));
        return content;
    }

    /** Passes the content of the entry whose header came last. */
    void skipContent(long size) throws IOException {
        skip(size);
        skip(padding(size));
    }

    /** Bytes that were read or skipped. */
    long position() {
        return position;
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private byte[] take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        return bytes;
    }

    private void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new EOFException("it ends within an entry");
        }
        position += count;
    }

    /** The text of an entry that tells of another. */
    private byte[] block(long size) throws IOException {
        if (size > MOST_TEXT) {
            throw new ZipException("a header has " + size + " bytes of text");
        }
        return content(size);
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String name(byte[] block) {
        String name = field(block, 0, 100);
        boolean posix = field(block, 257, 6).equals("ustar") && block[262] == 0; // GNU's old form has other things there
        String prefix = posix ? field(block, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String field(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return field(bytes, 0, bytes.length);
    }

    /** Octal digits, or where the highest bit is set a binary number. */
    private static long size(byte[] block) throws ZipException {
        long size;
        if (block[124] < 0) {
            size = block[124] & 0x3F;
            for (int i = 125; i < 136; i++) {
                if (size >>> 54 != 0) {
                    throw new ZipException("an entry has an absurd size");
                }
                size = size << 8 | block[i] & 0xFF;
            }
        } else {
            size = octal(block, 124, 12);
        }
        if (size < 0) {
            throw new ZipException("an entry has no size");
        }
        return size;
    }

    /** A number in octal digits with spaces or zeros around them; -1 where it is none. */
    private static long octal(byte[] block, int from, int length) {
        String digits = field(block, from, length).strip();
        return digits.isEmpty() ? 0 : digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : -1;
    }

    private static long number(String digits) throws ZipException {
        if (!digits.matches("\\d{1,18}")) {
            throw new ZipException("an entry has the size '" + digits + "'");
        }
        return Long.parseLong(digits);
    }

    /** Records of the form {@code LENGTH KEY=VALUE}, each ended by a line break. */
    private static void attributes(byte[] bytes, Map<String, String> into) throws ZipException {
        for (int from = 0; from < bytes.length && bytes[from] != 0;) {
            int space = from;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            String digits = new String(bytes, from, space - from, StandardCharsets.US_ASCII);
            int end = digits.matches("\\d{1,7}") ? from + Integer.parseInt(digits) : -1;
            if (end <= space + 1 || end > bytes.length) {
                throw new ZipException("a header's attributes are damaged");
            }
            String attribute = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = attribute.indexOf('=');
            if (equals > 0) {
                into.put(attribute.substring(0, equals), attribute.substring(equals + 1));
            }
            from = end;
        }
    }
}
