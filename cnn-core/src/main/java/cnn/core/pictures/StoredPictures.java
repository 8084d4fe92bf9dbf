package cnn.core.pictures;

import cnn.api.Shape;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.api.data.Pictures;
import cnn.core.image.ByteImage;
import cnn.core.text.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures that lie uncompressed in files, one behind the other, and are read from there, mapped. Each is compared with the
 * checksum that it had when the files were opened, whenever it is read.
 */
public final class StoredPictures implements Pictures {
    private static final long MEGABYTE = 1_000_000;
    private static final String CURE = "See to it that nobody writes there while images are read, and start again.";

    private final Shape shape;
    private final boolean planes;
    private final List<Stored> places;
    private final MappedFile[] files;
    private final int[] sums;
    private final OriginalSizes sizes;
    private final ThreadLocal<Scratch> scratch;

    /**
     * Where pictures lie in a file.
     *
     * @param first byte that the first begins at
     * @param step bytes from one to the next
     */
    public record Stored(Path file, int count, int first, int step) {
    }

    private record Scratch(CheckedBytes stored, byte[] pixels) {
    }

    /**
     * Maps the files.
     *
     * @param planes whether the bytes of each channel lie together, one channel behind the other
     * @param sums of each picture's bytes, as {@link #sum} tells them
     */
    public static StoredPictures open(Shape shape, boolean planes, List<Stored> places, int[] sums) throws IOException {
        MappedFile[] files = new MappedFile[places.size()];
        try {
            for (int i = 0; i < files.length; i++) {
                files[i] = MappedFile.open(places.get(i).file, CURE);
            }
            return new StoredPictures(shape, planes, places, files, sums);
        } catch (Throwable e) {
            close(files);
            throw e;
        }
    }

    private StoredPictures(Shape shape, boolean planes, List<Stored> places, MappedFile[] files, int[] sums) {
        this.shape = shape;
        this.planes = planes;
        this.places = List.copyOf(places);
        this.files = files;
        this.sums = sums;
        sizes = OriginalSizes.of(shape.height(), shape.width(), sums.length);
        scratch = ThreadLocal.withInitial(() -> new Scratch(new CheckedBytes(shape.size()),
                new byte[planes ? shape.size() : 0]));
    }

    /** Whether pictures take more than the memory for them, so that they are to be read from where they lie; tells so. */
    public static boolean areTooMany(DataSource.Request request, Path place, long bytes) {
        long memory = request.cache().memory();
        if (bytes > memory) {
            request.notes().accept(String.format(Locale.ROOT, "The images in '%s' take %,d MB, and the memory for them "
                    + "is %,d MB: they are read from where they lie.", Echo.path(place), bytes / MEGABYTE,
                    memory / MEGABYTE));
        }
        return bytes > memory;
    }

    /** The checksum of a picture's bytes. */
    public static int sum(byte[] bytes, int from, int length) {
        return CheckedBytes.sum(bytes, from, length);
    }

    /** Brings bytes that lie channel behind channel to channels last. */
    public static void channelsLast(byte[] planes, int from, byte[] pixels, int channels) {
        int plane = pixels.length / channels;
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < channels; channel++) {
                pixels[channels * i + channel] = planes[from + channel * plane + i];
            }
        }
    }

    @Override
    public int size() {
        return sums.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int file(int index) {
        return index;
    }

    @Override
    public String name(int index) {
        return "#" + index;
    }

    @Override
    public Optional<OriginalSizes> originalSizes() {
        return Optional.of(sizes);
    }

    @Override
    public void read(int index, Image target) {
        int within = index;
        int file = 0;
        while (within >= places.get(file).count) {
            within -= places.get(file++).count;
        }
        try {
            copy(file, within, sums[index], target);
        } catch (InternalError e) { // of copying, wherever the JVM comes to throw it
            throw files[file].unreachable(e);
        }
    }

    private void copy(int file, int within, int sum, Image target) {
        Stored place = places.get(file);
        Scratch own = scratch.get();
        if (!own.stored.copy(files[file], place.first + (long) within * place.step, shape.size(), sum)) {
            throw files[file].changed("image " + within + " in it is not the one that was there");
        }
        byte[] pixels = own.stored.bytes();
        if (planes) {
            channelsLast(pixels, 0, own.pixels, shape.channels());
            pixels = own.pixels;
        }
        ByteImage.copy(pixels, target.pixels());
    }

    @Override
    public void close() {
        close(files);
    }

    private static void close(MappedFile[] files) {
        for (MappedFile file : files) {
            if (file != null) {
                file.close();
            }
        }
    }
}
