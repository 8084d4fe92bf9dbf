package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.Pictures;
import cnn.core.pictures.Memory;
import cnn.core.pictures.StoredPictures;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads one IDX file of unsigned bytes, plain or gzip. Takes no more memory than the file really fills. */
final class IdxReader {
    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;
    /** Bytes before the first image. */
    private static final int HEADER = 16;
    private static final int MAX_PIXELS = 100_000_000;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final boolean zipped;

    private IdxReader(Path file, InputStream in, boolean zipped) {
        this.file = file;
        this.in = in;
        this.zipped = zipped;
    }

    /** Images of one shape (H, W, 1), by number. */
    sealed interface Images {
        Shape shape();

        int count();
    }

    /** Images in memory. */
    record Held(Shape shape, byte[][] pixels) implements Images {
        @Override
        public int count() {
            return pixels.length;
        }
    }

    /** Images that stay in their file, and the checksum of each. */
    record Stored(Shape shape, Path file, int[] sums) implements Images {
        @Override
        public int count() {
            return sums.length;
        }

        Pictures open() {
            try {
                return StoredPictures.open(shape, false,
                        List.of(new StoredPictures.Stored(file, count(), HEADER, shape.size())), sums);
            } catch (IOException e) {
                throw Folders.unreadable(file, e);
            }
        }
    }

    private interface Part<T> {
        T read(IdxReader reader) throws IOException;
    }

    /** Reads all images; plain ones that take more than the memory for them stay where they are. */
    static Images images(Path file, DataSource.Request request) {
        return read(file, reader -> {
            int count = reader.header(IMAGES, "image");
            long height = reader.number();
            long width = reader.number();
            if (height < 1 || width < 1 || height > MAX_PIXELS / width) {
                throw new IllegalArgumentException(
                        "'" + Echo.path(file) + "' is no IDX file of images: it says that they are "
                                + height + "×" + width + " pixels large. Get the file anew.");
            }
            int size = (int) (height * width);
            Shape shape = Shape.image((int) height, (int) width, 1);
            long room = Memory.images(count, size);
            boolean whole = DataPlace.isOnDisk(file) && !reader.zipped
                    && Files.size(file) == HEADER + (long) count * size;
            if (whole && StoredPictures.areTooMany(request, file, room)) {
                return new Stored(shape, file, reader.sums(count, size));
            }
            reader.checkMemory(room);
            List<byte[]> images = new ArrayList<>();
            while (images.size() < count) {
                images.add(reader.image(count, images.size(), size));
            }
            reader.end();
            return new Held(shape, images.toArray(byte[][]::new));
        });
    }

    private byte[] image(int count, int number, int size) throws IOException {
        byte[] image = in.readNBytes(size);
        if (image.length < size) {
            throw cutShort(count, "image", number);
        }
        return image;
    }

    private int[] sums(int count, int size) throws IOException {
        checkMemory(4L * count);
        int[] sums = new int[count];
        for (int i = 0; i < count; i++) {
            sums[i] = StoredPictures.sum(image(count, i, size), 0, size);
        }
        end();
        return sums;
    }

    static int[] labels(Path file) {
        return read(file, reader -> {
            int count = reader.header(LABELS, "label");
            reader.checkMemory(5L * count); // as bytes, then as ints
            byte[] bytes = reader.in.readNBytes(count);
            if (bytes.length < count) {
                throw reader.cutShort(count, "label", bytes.length);
            }
            reader.end();
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = bytes[i] & 0xFF;
            }
            return labels;
        });
    }

    private static <T> T read(Path file, Part<T> part) {
        try (BufferedInputStream plain = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            plain.mark(2);
            boolean zipped = plain.read() == 0x1F && plain.read() == 0x8B;
            plain.reset();
            return part.read(new IdxReader(file,
                    zipped ? new BufferedInputStream(new GZIPInputStream(plain, BUFFER), BUFFER) : plain, zipped));
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' is cut short or damaged (" + Reason.of(e)
                    + "). Get the file anew.", e);
        } catch (IOException e) {
            throw Folders.unreadable(file, e);
        }
    }

    /** Reads the magic number and the count. */
    private int header(int magic, String noun) throws IOException {
        int found = (int) number();
        if (found != magic) {
            throw new IllegalArgumentException(String.format("'%s' is no IDX file of %s: it starts with 0x%08X, and "
                    + "0x%08X is expected. Check which file it is, or get it anew.", file, Count.several(noun), found,
                    magic));
        }
        long count = number();
        if (count < 1 || count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("'" + Echo.path(file) + "' says that it holds "
                    + Count.of(count, noun) + ". Get the file anew.");
        }
        return (int) count;
    }

    private long number() throws IOException {
        byte[] bytes = in.readNBytes(4);
        if (bytes.length < 4) {
            throw new EOFException("its header ends after " + bytes.length + " of 4 bytes");
        }
        return (bytes[0] & 0xFFL) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
    }

    private void checkMemory(long bytes) {
        Memory.check("'" + Echo.path(file) + "' would take", bytes, zipped
                ? "Unpack it with gunzip, then its images are read from where they lie, or give Java more,"
                : "Give it more,");
    }

    private IllegalArgumentException cutShort(int count, String noun, int found) {
        return new IllegalArgumentException(
                "'" + Echo.path(file) + "' is cut short: it should hold "
                        + Count.of(count, noun) + ", but holds " + Count.of(found) + ". Get the file anew.");
    }

    private void end() throws IOException {
        if (in.read() >= 0) {
            throw new IllegalArgumentException(
                    "'" + Echo.path(file) + "' holds more than its header says. Get the file anew.");
        }
    }
}
