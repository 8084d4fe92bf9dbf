package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.OriginalSizes;
import cnn.api.data.PictureFiles;
import cnn.core.file.Sha256;
import cnn.core.image.ByteImage;
import cnn.core.image.ImageDecoder;
import cnn.core.image.ImageException;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pictures of some files in a cache file, or decodes them into one. A cache is found by the names and sizes of
 * the files, in order, and by all that decides what is made of them; it is used where the content of every file, too, is
 * what was decoded.
 */
final class PictureCache {
    private static final long MEGABYTE = 1_000_000;

    private final DataSource.Request request;
    private final Decoder decoder;
    private final CacheFolder folder;
    /** Bytes of the pictures of all parts. */
    private final long all;

    PictureCache(DataSource.Request request, Decoder decoder, long all) {
        this.request = request;
        this.decoder = decoder;
        this.all = all;
        folder = new CacheFolder(request.cache().folder());
    }

    /**
     * A cache file, mapped, and what it holds.
     *
     * @param sizes how large the pictures were; null in files of earlier versions
     */
    record Entry(MappedFile file, CacheTable table, @Nullable OriginalSizes sizes) {
        void close() {
            file.close();
        }
    }

    Entry open(PictureFiles files) {
        byte[] key = key(files);
        Path path = folder.file(files.folder(), key);
        Entry found = find(path, key, files);
        if (found != null) {
            return found;
        }
        try {
            folder.make();
            try (WriterLock lock = WriterLock.take(path, request.notes())) {
                found = lock.hasWaited() ? find(path, key, files) : null;
                if (found != null) {
                    return found;
                }
                if (lock.isHeld()) {
                    folder.removeLeftovers(path);
                }
                CacheTable table = write(path, key, files);
                MappedFile written = MappedFile.open(path, cure(path));
                return new Entry(written, table, StoredSizes.read(written, table));
            }
        } catch (IOException e) {
            throw unwritten(files, AtomicFile.failure(Files.isDirectory(folder.folder()) ? path : folder.folder(), e));
        } catch (UncheckedIOException e) {
            throw unwritten(files, e);
        }
    }

    private UncheckedIOException unwritten(PictureFiles files, UncheckedIOException e) {
        return new UncheckedIOException(need(files) + ", and they cannot be kept in a file. " + e.getMessage()
                + " Another folder is named by --cache (in Java by RunOptions.cache); with more memory, for example "
                + String.format(Locale.ROOT, "-Xmx%dg, none is needed.", Math.ceilDiv(4 * all, 1L << 30)),
                e.getCause());
    }

    /** What the pictures need and memory has not. */
    private String need(PictureFiles files) {
        return String.format(Locale.ROOT, "The pictures in '%s' take %,d MB decoded, and the memory for them is %,d MB",
                Echo.path(files.folder()), all / MEGABYTE, request.cache().memory() / MEGABYTE);
    }

    private static String cure(Path path) {
        return "Remove it with ./cnn data clean " + Echo.path(path.getParent())
                + ", see to it that nobody else writes there, and start again: it is made anew.";
    }

    private byte[] key(PictureFiles files) {
        MessageDigest digest = Sha256.digest();
        update(digest, String.join(" ", ImageDecoder.version(), "to", decoder.height() + "×" + decoder.width(),
                request.height() == 0 || request.width() == 0 ? "as they are" : "resized",
                "channels", request.channels() + "", request.resize().name()));
        for (int i = 0; i < files.size(); i++) {
            update(digest, files.names().get(i));
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size(files.files().get(i))).flip());
        }
        return digest.digest();
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1; // decoding it says why
        }
    }

    /** The cache in a file, where it holds the pictures of these files; else null, and where there is a file why not. */
    private @Nullable Entry find(Path path, byte[] key, PictureFiles files) {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        MappedFile file = null;
        boolean used = false;
        try {
            file = MappedFile.open(path, cure(path));
            CacheTable table = CacheTable.read(file);
            String unfit = table == null || !Arrays.equals(table.key(), key) || table.size() != files.size()
                    ? "its head is damaged"
                    : file.size() != table.end()
                            ? "it has " + Count.of(file.size(), "byte") + " and should have " + Count.of(table.end())
                            : table.sizes() > 0 && StoredSizes.read(file, table) == null
                                    ? "the sizes of its pictures are damaged"
                                    : changed(files, table);
            if (unfit != null) {
                request.notes().accept("'" + Echo.path(path) + "' is made anew: " + unfit + ".");
                return null;
            }
            request.notes().accept(String.format(Locale.ROOT,
                    "The pictures in '%s' are read from '%s' (%,d MB), into which an earlier run has decoded them.",
                    Echo.path(files.folder()), Echo.path(path), file.size() / MEGABYTE));
            used = true;
            return new Entry(file, table, StoredSizes.read(file, table));
        } catch (IOException e) {
            request.notes().accept("'" + Echo.path(path) + "' is made anew: it cannot be read ("
                    + e.getClass().getSimpleName() + ": " + Echo.of(e.getMessage()) + ").");
            return null;
        } finally {
            if (file != null && !used) {
                file.close();
            }
        }
    }

    /** Why a cache does not hold what the files now do; null where it does. Tells of what was skipped and still is. */
    private @Nullable String changed(PictureFiles files, CacheTable table) throws IOException {
        ImageException[] faults = new ImageException[files.size()];
        AtomicInteger changed = new AtomicInteger(Integer.MAX_VALUE);
        Decoder.Progress progress = decoder.progress(files.size());
        AllProcessors.run(files.size(), i -> {
            if (changed.get() == Integer.MAX_VALUE && !isSame(files.files().get(i), i, table, faults)) {
                changed.accumulateAndGet(i, Math::min);
            }
            progress.tell();
        });
        if (changed.get() < Integer.MAX_VALUE) {
            return "'" + Echo.path(files.files().get(changed.get())) + "' is not the file that was decoded into it";
        }
        decoder.report(files, faults);
        return null;
    }

    /** Files without a picture are decoded again: it costs little, and says what is wrong with them. */
    private boolean isSame(Path file, int index, CacheTable table, ImageException[] faults) {
        byte[] hash = new byte[CacheTable.HASH];
        try {
            byte[] content = ImageDecoder.content(file);
            hash = Sha256.digest().digest(content);
            if (table.channels(index) == 0) {
                ImageDecoder.decode(file.toString(), content);
                return false; // it can be read now
            }
        } catch (ImageException e) {
            decoder.requireDamage(file, e);
            faults[index] = e;
        }
        return Arrays.equals(hash, table.content(index));
    }

    private CacheTable write(Path path, byte[] key, PictureFiles files) {
        request.notes().accept(need(files) + ": they are decoded into '" + Echo.path(path) + "', where later runs find "
                + "them. ./cnn data clean removes it.");
        CacheTable table = CacheTable.of(key, files.size(), decoder.height(), decoder.width(), decoder.mostChannels());
        folder.requireRoom(path, table.end());
        AtomicFile.write(path, channel -> {
            OriginalSizes.Counter counter = new OriginalSizes.Counter();
            decoder.report(files, decoder.decode(files, new Writing(channel, table, counter)));
            OriginalSizes sizes = counter.counted();
            table.sizes(sizes.counts().size());
            write(channel, StoredSizes.bytes(sizes), table.start(table.size()));
            if (channel.size() < table.end()) {
                write(channel, ByteBuffer.allocate(1), table.end() - 1); // the last file may have no picture
            }
            write(channel, table.finished(), 0);
        });
        return table;
    }

    /** Takes pictures as they come, so that none waits in memory. */
    private record Writing(FileChannel channel, CacheTable table,
            OriginalSizes.Counter sizes) implements Decoder.Receiver {
        @Override
        public void content(int file, byte[] bytes) {
            table.content(file, Sha256.digest().digest(bytes));
        }

        @Override
        public void picture(int file, ByteImage picture, Shape original) throws IOException {
            sizes.add(original.height(), original.width());
            PictureCache.write(channel, ByteBuffer.wrap(picture.pixels()), table.start(file));
            table.picture(file, picture.shape().channels(),
                    CheckedBytes.sum(picture.pixels(), 0, picture.pixels().length));
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        for (long to = at; bytes.hasRemaining();) {
            to += channel.write(bytes, to);
        }
    }
}
