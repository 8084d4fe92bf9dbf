package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.image.ByteImage;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/** Pictures in a cache file. Each is compared with its checksum whenever it is read. */
final class MappedPictures implements Pictures {
    private final MappedFile file;
    private final CacheTable table;
    private final Shape shape;
    private final int[] files;
    private final ThreadLocal<Scratch> scratch;

    private record Scratch(byte[] bytes, CRC32 sum) {
    }

    /**
     * The pictures that a table tells of.
     *
     * @param channels 3, or what all pictures have
     */
    MappedPictures(MappedFile file, CacheTable table, int channels) {
        this.file = file;
        this.table = table;
        this.shape = Shape.image(table.height(), table.width(), channels);
        files = IntStream.range(0, table.size()).filter(i -> table.channels(i) > 0).toArray();
        scratch = ThreadLocal.withInitial(() -> new Scratch(new byte[shape.size()], new CRC32()));
    }

    @Override
    public int size() {
        return files.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int file(int index) {
        return files[index];
    }

    @Override
    public void read(int index, Image target) {
        Scratch own = scratch.get();
        int slot = files[index];
        int length = shape.height() * shape.width() * table.channels(slot);
        if (sum(slot, own, length) != table.sum(slot)) {
            throw file.changed("picture " + slot + " is not the one that was written");
        }
        if (length < own.bytes.length) {
            spread(own.bytes, length);
        }
        ByteImage.copy(own.bytes, target.pixels());
    }

    private int sum(int slot, Scratch own, int length) {
        try {
            file.copy(table.start(slot), own.bytes, length);
            own.sum.reset();
            own.sum.update(own.bytes, 0, length);
            return (int) own.sum.getValue();
        } catch (InternalError e) {
            throw file.unreachable(e);
        }
    }

    /** Grey becomes red, green, blue, from the end on, so that none is overwritten before it is read. */
    private static void spread(byte[] bytes, int pixels) {
        for (int i = pixels - 1; i >= 0; i--) {
            bytes[3 * i] = bytes[3 * i + 1] = bytes[3 * i + 2] = bytes[i];
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
