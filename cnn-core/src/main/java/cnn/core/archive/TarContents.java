package cnn.core.archive;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The files of a tar archive: read where they lie, or kept in memory where the archive is compressed as a whole. */
final class TarContents implements EntryContents {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;

    private TarContents(FileChannel channel) {
        this.channel = channel;
    }

    static EntryContents plain(Archive.Reading reading, EntryTree tree) throws IOException {
        try (InputStream in = Files.newInputStream(reading.file())) { // which seeks where it skips
            TarReader tar = new TarReader(in);
            for (TarReader.Header header = tar.next(); header != null; header = tar.next()) {
                if (header.size() > reading.size() - header.start()) {
                    throw new EOFException("it ends within an entry");
                }
                if (isFile(header, tree)) {
                    tree.addFile(header.name(), Entry.file(header.size(), header.start()));
                }
                tar.skipContent(header.size());
            }
        } catch (EOFException | ZipException e) {
            throw reading.damaged(Reason.of(e), e);
        }
        return new TarContents(FileChannel.open(reading.file(), StandardOpenOption.READ));
    }

    static EntryContents compressed(Archive.Reading reading, EntryTree tree) throws IOException {
        try (InputStream file = Files.newInputStream(reading.file()); // apart: where its head is damaged nothing else has it
                InputStream in = new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER)) {
            in.mark(TarReader.BLOCK);
            if (!TarReader.isHeader(in.readNBytes(TarReader.BLOCK))) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(reading.file()) + "' is compressed with gzip, but what "
                                + "it holds is no tar archive. Give a folder, or a zip or tar archive.");
            }
            in.reset();
            TarReader tar = new TarReader(in);
            long kept = 0;
            for (TarReader.Header header = tar.next(); header != null; header = tar.next()) {
                reading.checkGrowth(header.start() + header.size());
                if (isFile(header, tree)) {
                    kept += header.size();
                    checkMemory(reading, kept);
                    tree.addFile(header.name(), Entry.file(header.size(), tar.content(header.size())));
                } else {
                    tar.skipContent(header.size());
                }
            }
        } catch (EOFException | ZipException e) {
            throw reading.damaged(Reason.of(e), e);
        }
        return new EntryContents() {
            @Override
            public byte[] read(Entry file) {
                return (byte[]) Objects.requireNonNull(file.place());
            }

            @Override
            public void close() {
                // all is in memory
            }
        };
    }

    private static boolean isFile(TarReader.Header header, EntryTree tree) {
        if (header.isFolder()) {
            tree.addFolder(header.name());
            return false;
        }
        if (!header.isFile()) {
            tree.passOver(header.name(), switch (header.type()) {
                case '1', '2' -> "it is a link, and links are not followed";
                case '3', '4', '6' -> "it is a pipe or a device";
                default -> "it is no plain file (type '" + Echo.of(header.type()) + "')";
            });
            return false;
        }
        return tree.isOfBearableSize(header.name(), header.size());
    }

    private static void checkMemory(Archive.Reading reading, long bytes) {
        if (bytes > reading.memory()) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "'%s' holds more than the %,d MB that may be kept of it in memory, and what is compressed as a whole "
                            + "can only be read from its start. Unpack it with gunzip to a plain .tar, or pack a .zip: "
                            + "both are read where they lie. Or give Java more memory, for example -Xmx8g.",
                    Echo.path(reading.file()), reading.memory() / 1_000_000));
        }
    }

    @Override
    public byte[] read(Entry file) throws IOException {
        long start = (Long) Objects.requireNonNull(file.place());
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException("the archive has become shorter");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
