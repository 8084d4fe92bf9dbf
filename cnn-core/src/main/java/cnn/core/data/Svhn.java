package cnn.core.data;

import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.core.pictures.Memory;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Street View House Numbers, format 2: cropped digits in colour, (32, 32, 3), classes 0 to 9. The files are MATLAB's,
 * {@code train_32x32.mat} and {@code test_32x32.mat}; they label the digit 0 as 10.
 *
 * <p>Source: Y. Netzer and others, "Reading digits in natural images with unsupervised feature learning", NIPS workshop on deep
 * learning and unsupervised feature learning, 2011.
 *
 * @param path folder of the files
 */
@Id("svhn")
public record Svhn(String path) implements DataSource {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int CHANNELS = 3;
    private static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    /** The files in a folder. */
    public static Svhn of(String path) {
        return new Svhn(path);
    }

    @Override
    public Splits open(Request request) {
        try (DataPlace place = DataPlace.folder(request, path)) {
            Path train = place.path().resolve("train_32x32.mat");
            if (!Files.exists(train)) {
                throw new IllegalArgumentException("The folder '" + Echo.path(place.path())
                        + "' has no file train_32x32.mat. Fetch it with ./cnn data fetch svhn, or check the path.");
            }
            Path test = place.path().resolve("test_32x32.mat");
            return new Splits(read(train), null, Files.exists(test) ? read(test) : null);
        }
    }

    /** The matrices X and y of a file. */
    private static final class Content implements MatFile.Receiver {
        private final Path file;
        private byte @Nullable [][] pixels;
        private int @Nullable [] labels;

        Content(Path file) {
            this.file = file;
        }

        @Override
        public void matrix(String name, int[] dimensions, InputStream content) throws IOException {
            switch (name) {
                case "X" -> pixels = images(dimensions, content);
                case "y" -> labels = labels(dimensions, content);
                default -> {
                    // not of the data
                }
            }
        }

        private byte[][] images(int[] dimensions, InputStream content) throws IOException {
            if (dimensions.length < 3 || dimensions[0] != SIDE || dimensions[1] != SIDE || dimensions[2] != CHANNELS
                    || dimensions.length > 4) {
                throw wrong("its images X are " + words(dimensions) + ", and 32×32×3×N are expected");
            }
            int count = dimensions.length == 3 ? 1 : dimensions[3];
            Memory.check("The images in '" + Echo.path(file) + "' would take", Memory.images(count, CHANNELS * PLANE),
                    "Give it more,");
            List<byte[]> images = new ArrayList<>(); // as they come: the file may say that there are more than it has
            byte[] columns = new byte[CHANNELS * PLANE];
            while (images.size() < count) {
                byte[] image = new byte[CHANNELS * PLANE];
                if (content.readNBytes(columns, 0, columns.length) < columns.length) {
                    throw new EOFException("it ends too early");
                }
                for (int at = 0; at < columns.length; at++) { // rows run fastest, then columns, then channels
                    image[(at % SIDE * SIDE + at / SIDE % SIDE) * CHANNELS + at / PLANE] = columns[at];
                }
                images.add(image);
            }
            return images.toArray(byte[][]::new);
        }

        private int[] labels(int[] dimensions, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(IntStream.of(dimensions).reduce(1, Math::multiplyExact));
            int[] read = new int[bytes.length];
            for (int i = 0; i < read.length; i++) {
                if (bytes[i] < 1 || bytes[i] > 10) {
                    throw wrong("its label #" + i + " is " + (bytes[i] & 0xFF) + ", and labels are 1 to 10");
                }
                read[i] = bytes[i] % 10;
            }
            return read;
        }

        private static String words(int[] dimensions) {
            return String.join("×", IntStream.of(dimensions).mapToObj(Integer::toString).toList());
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("'" + Echo.path(file) + "' is no file of SVHN: " + what
                    + ". Get the file of format 2 (cropped digits) anew.");
        }

        DataSet dataSet() {
            if (pixels == null || labels == null) {
                throw wrong("it has no matrix " + (pixels == null ? "X" : "y") + " of bytes");
            }
            if (pixels.length != labels.length) {
                throw wrong("it has " + Count.of(pixels.length, "image") + " and " + Count.of(labels.length, "label"));
            }
            return new ByteImages(Shape.image(SIDE, SIDE, CHANNELS), CLASSES, labels, pixels, null);
        }
    }

    private static DataSet read(Path file) {
        Content content = new Content(Folders.regular(file));
        MatFile.read(file, content);
        return content.dataSet();
    }
}
