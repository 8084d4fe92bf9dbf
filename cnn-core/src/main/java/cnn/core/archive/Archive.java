package cnn.core.archive;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * An open zip or tar file, plain or compressed with gzip, told by its content. Its entries are read where they lie; those of
 * a compressed tar, which can only be read from its start, are kept in memory. Any number of threads may read.
 *
 * <p>An archive is somebody else's text: an entry whose name leads out of it is passed over, as are links, devices and
 * pipes, and no entry gives more bytes than it says. One that would unpack to more than {@link #MOST_TIMES} times its size is
 * refused, and so are encrypted ones.
 */
public final class Archive implements AutoCloseable {
    /** Pictures hardly shrink, tables and bitmaps some ten times; an archive that grows more is made to harm. */
    static final int MOST_TIMES = 100;
    /** What any archive may unpack to. */
    static final long ALWAYS = 100_000_000;

    private final ArchiveFileSystem entries;

    private Archive(ArchiveFileSystem entries) {
        this.entries = entries;
    }

    /** How an archive is to be read. */
    record Reading(Path file, long size, boolean strict, long memory, Consumer<String> notes) {
        IllegalArgumentException damaged(String what, Throwable cause) {
            return new IllegalArgumentException("'" + Echo.path(file) + "' is a damaged archive (" + Echo.of(what)
                    + "). Get it anew, or pack it anew.", cause);
        }

        /** Refuses what grows too much. */
        void checkGrowth(long unpacked) {
            if (unpacked - ALWAYS > MOST_TIMES * size) {
                throw new IllegalArgumentException(String.format(Locale.ROOT,
                        "'%s' has %,d bytes and would unpack to %,d or more: above %,d MB no archive of pictures grows "
                                + "%d times. It is made to fill memory, or holds what should be PNG files. Do not use it, "
                                + "or pack it anew with such.",
                        Echo.path(file), size, unpacked, ALWAYS / 1_000_000, MOST_TIMES));
            }
        }
    }

    /** Whether a file is called as archives are. */
    public static boolean isNamedSo(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tar\\.gz|tgz)");
    }

    /** Whether a file begins as archives do. */
    public static boolean isOne(Path file) {
        try {
            byte[] head = head(file);
            return isZip(head) || isGzip(head) || TarReader.isHeader(head);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Opens an archive.
     *
     * @param strict whether an entry that is passed over is an error rather than a note
     * @param memory bytes that the entries of a compressed tar may take
     * @param notes told of what is passed over, one line each
     * @throws IllegalArgumentException where it is none, or damaged, encrypted or made to harm
     * @throws UncheckedIOException where it cannot be read
     */
    public static Archive open(Path file, boolean strict, long memory, Consumer<String> notes) {
        try {
            Reading reading = new Reading(file, Files.size(file), strict, memory, notes);
            byte[] head = head(file);
            EntryTree tree = new EntryTree(reading);
            EntryContents contents = isZip(head)
                    ? ZipContents.open(reading, tree)
                    : isGzip(head)
                            ? TarContents.compressed(reading, tree)
                            : TarReader.isHeader(head) ? TarContents.plain(reading, tree) : null;
            if (contents == null) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' is neither a folder nor a zip or tar "
                        + "archive. Give one of these; other archives pack anew, for example with zip -r.");
            }
            tree.end();
            return new Archive(new ArchiveFileSystem(file, tree.root(), contents));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(file) + "' (" + Reason.of(e)
                    + "). Check that you have the right to, and that the disk works.", e);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TarReader.BLOCK);
        }
    }

    private static boolean isZip(byte[] head) {
        String start = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
        return start.equals("PK\3\4") || start.equals("PK\5\6"); // the second is an empty one's
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && head[0] == 0x1F && head[1] == (byte) 0x8B;
    }

    /** Its uppermost folder. */
    public Path root() {
        return entries.root();
    }

    /**
     * The folder that holds what was packed: the root, or where that has one folder alone, with folders in it, that one:
     * packing a folder by its name makes such an archive.
     */
    public Path top() {
        return entries.top();
    }

    /** Closes the file. Its entries cannot be read afterwards. */
    @Override
    public void close() {
        entries.close();
    }
}
