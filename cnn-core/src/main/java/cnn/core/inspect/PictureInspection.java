package cnn.core.inspect;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Request;
import cnn.api.data.Image;
import cnn.api.data.PictureDecoder;
import cnn.api.data.PictureFiles;
import cnn.api.data.Pictures;
import cnn.core.image.ByteImage;
import cnn.core.image.Exhaustion;
import cnn.core.image.ImageDecoder;
import cnn.core.image.ImageException;
import cnn.core.pictures.StandardDecoder;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes picture files for nothing but a look at each, one after the other on every processor, so that none stays in memory
 * and each may have a size of its own. In the place of a picture its data set gets its number, written into the four
 * samples of one pixel: however a source then splits, relabels or pools its images, {@link #number} finds what was seen.
 */
final class PictureInspection implements PictureDecoder {
    private static final Shape NUMBER = Shape.image(1, 1, Integer.BYTES);

    private final PictureDecoder standard = new StandardDecoder();
    private final List<Seen> seen = new ArrayList<>();

    /**
     * A file that was looked at.
     *
     * @param traits its picture's; null where it cannot be read
     * @param fault why not; null where it can
     */
    record Seen(Path file, @Nullable ImageTraits traits, @Nullable ImageException fault) {
    }

    /** All files, in the order in which the source gave them. */
    List<Seen> seen() {
        return seen;
    }

    @Override
    public List<Pictures> decode(List<PictureFiles> parts, Request request) {
        List<Pictures> pictures = new ArrayList<>();
        for (PictureFiles part : parts) {
            Seen[] found = new Seen[part.size()];
            AtomicInteger done = new AtomicInteger();
            IntStream.range(0, found.length).parallel().forEach(i -> {
                found[i] = look(part.files().get(i));
                synchronized (done) {
                    request.progress().read(done.incrementAndGet(), found.length);
                }
            });
            pictures.add(new Numbers(seen.size(), part.names()));
            seen.addAll(Arrays.asList(found));
        }
        return pictures;
    }

    private static Seen look(Path file) {
        try {
            ByteImage picture = ImageDecoder.decode(file);
            return new Seen(file, ImageTraits.of(picture), null);
        } catch (ImageException e) {
            if (Exhaustion.in(e) != null) {
                throw e; // that is not the file's fault
            }
            return new Seen(file, null, e);
        }
    }

    @Override
    public Image decode(Path file, Request request) {
        return standard.decode(file, request);
    }

    @Override
    public Image decode(String name, byte[] file, Request request) {
        return standard.decode(name, file, request);
    }

    @Override
    public Image decode(String name, InputStream file, Request request) {
        return standard.decode(name, file, request);
    }

    /** Whether a data set gives the numbers of files in place of images. */
    boolean numbers(DataSet data) {
        return !seen.isEmpty() && data.shape().equals(NUMBER);
    }

    /** The number of the file that an image of such a data set was. */
    int number(DataSet data, int index) {
        Image image = Image.of(NUMBER);
        data.read(index, image);
        int number = 0;
        for (int b = 0; b < Integer.BYTES; b++) {
            number |= Math.round(image.pixels()[b] * 255) << 8 * b;
        }
        return number;
    }

    /** Each file as the number by which it is known. */
    private record Numbers(int first, List<String> names) implements Pictures {
        @Override
        public int size() {
            return names.size();
        }

        @Override
        public Shape shape() {
            return NUMBER;
        }

        @Override
        public int file(int index) {
            return index;
        }

        @Override
        public String name(int index) {
            return names.get(index);
        }

        @Override
        public void read(int index, Image target) {
            for (int b = 0; b < Integer.BYTES; b++) {
                target.pixels()[b] = (first + index >>> 8 * b & 0xFF) / 255f;
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
