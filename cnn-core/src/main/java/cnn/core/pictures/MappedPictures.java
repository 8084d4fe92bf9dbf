package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.PictureFiles;
import cnn.core.image.ByteImage;
import org.jspecify.annotations.Nullable;

/** Pictures in a cache file. Each is compared with its checksum whenever it is read. */
final class MappedPictures extends KeptPictures {
    private final MappedFile file;
    private final CacheTable table;
    private final ThreadLocal<CheckedBytes> scratch;

    /**
     * The pictures that a table tells of.
     *
     * @param all the files that were decoded into it
     * @param channels 3, or what all pictures have
     * @param sizes how large they were before they were resized; null where the file does not tell
     */
    MappedPictures(MappedFile file, CacheTable table, PictureFiles all, int channels, @Nullable OriginalSizes sizes) {
        super(Shape.image(table.height(), table.width(), channels), all, table.size(), i -> table.channels(i) > 0,
                sizes);
        this.file = file;
        this.table = table;
        scratch = ThreadLocal.withInitial(() -> new CheckedBytes(shape().size()));
    }

    @Override
    public void read(int index, Image target) {
        try {
            copy(file(index), scratch.get(), target);
        } catch (InternalError e) { // of copying, wherever the JVM comes to throw it
            throw file.unreachable(e);
        }
    }

    private void copy(int slot, CheckedBytes own, Image target) {
        int length = shape().height() * shape().width() * table.channels(slot);
        if (!own.copy(file, table.start(slot), length, table.sum(slot))) {
            throw file.changed("picture " + slot + " is not the one that was written");
        }
        if (length < own.bytes().length) {
            spread(own.bytes(), length);
        }
        ByteImage.copy(own.bytes(), target.pixels());
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
