package cnn.core.data;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Pictures;
import cnn.core.pictures.Memory;
import cnn.core.pictures.StoredPictures.Stored;
import cnn.core.pictures.StoredPictures;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10 and CIFAR-100 in their binary form: colour images, (32, 32, 3). CIFAR-10 is {@code data_batch_1.bin} … and
 * {@code test_batch.bin}, with class names in {@code batches.meta.txt}; CIFAR-100 is {@code train.bin} and
 * {@code test.bin}, with 100 fine classes named in {@code fine_label_names.txt}, five to each of 20 coarse ones in
 * {@code coarse_label_names.txt}.
 *
 * <p>Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009; the files' layout is told on
 * the data set's page, "Binary version".
 *
 * @param path folder of the files, or the one that holds {@code cifar-10-batches-bin} or {@code cifar-100-binary}, or the
 *            archive {@code cifar-10-binary.tar.gz} as it comes
 * @param labels which of CIFAR-100's two labels is learnt
 */
@Id("cifar")
public record Cifar(String path, @Default("fine") Labels labels) implements DataSource {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;

    /** Which label of an image is its class. */
    public enum Labels {
        /** What it shows: {@code maple_tree}. */
        FINE,
        /** The kind of what it shows: {@code trees}. CIFAR-100 alone has these. */
        COARSE
    }

    /** The files in a folder, with their fine labels. */
    public static Cifar of(String path) {
        return new Cifar(path, Labels.FINE);
    }

    /** With the classes that these labels name. */
    public Cifar labels(Labels newLabels) {
        return new Cifar(path, newLabels);
    }

    /**
     * How one of the two sets is laid out.
     *
     * @param labelBytes bytes before the pixels
     * @param label which of these is the class
     */
    private record Layout(int labelBytes, int label, int classes, Path names, List<Path> train, Path test) {
    }

    @Override
    public Splits open(Request request) {
        try (DataPlace place = DataPlace.folder(request, path)) {
            return open(request, place.path());
        }
    }

    private Splits open(Request request, Path folder) {
        Layout layout = Stream.of(folder, folder.resolve("cifar-10-batches-bin"), folder.resolve("cifar-100-binary"))
                .filter(Files::isDirectory).flatMap(place -> Stream.ofNullable(layout(place))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The folder '" + Echo.path(folder) + "' has neither "
                        + "data_batch_1.bin (CIFAR-10) nor train.bin (CIFAR-100). Unpack the binary version there, or "
                        + "check the path."));
        List<String> names = names(layout);
        if (layout.labelBytes == 1 && layout.train.size() != 5) {
            request.notes()
                    .accept("CIFAR-10 has 5 training files, but '" + Echo.path(folder) + "' has " + layout.train.size()
                            + ".");
        }
        return new Splits(read(request, layout, names, layout.train), null,
                Files.exists(layout.test) ? read(request, layout, names, List.of(layout.test)) : null);
    }

    private @Nullable Layout layout(Path folder) {
        List<Path> batches = Folders.list(folder).stream()
                .filter(file -> file.getFileName().toString().matches("data_batch_\\d+\\.bin")).toList();
        if (!batches.isEmpty()) {
            if (labels == Labels.COARSE) {
                throw new IllegalArgumentException("cifar was given labels coarse, but '" + Echo.path(folder)
                        + "' holds CIFAR-10, which has no coarse labels. Leave labels out.");
            }
            return new Layout(1, 0, 10, folder.resolve("batches.meta.txt"), batches,
                    folder.resolve("test_batch.bin"));
        }
        Path train = folder.resolve("train.bin");
        if (!Files.exists(train)) {
            return null;
        }
        return labels == Labels.COARSE
                ? new Layout(2, 0, 20, folder.resolve("coarse_label_names.txt"), List.of(train),
                        folder.resolve("test.bin"))
                : new Layout(2, 1, 100, folder.resolve("fine_label_names.txt"), List.of(train),
                        folder.resolve("test.bin"));
    }

    private static List<String> names(Layout layout) {
        Path file = Folders.regular(layout.names);
        if (!Files.exists(file)) {
            return IntStream.range(0, layout.classes).mapToObj(Integer::toString).toList();
        }
        try {
            List<String> names = Files.readAllLines(file).stream().map(String::strip).filter(name -> !name.isEmpty())
                    .toList();
            if (names.size() != layout.classes) {
                throw new IllegalArgumentException("'" + Echo.path(file) + "' names " + Count.of(names.size(), "class")
                        + ", but "
                        + layout.classes + " are expected, one a line. Get the file anew, or move it elsewhere.");
            }
            ClassNames.check(names, "'" + Echo.path(file) + "'");
            return names;
        } catch (IOException e) {
            throw Folders.unreadable(file, e);
        }
    }

    private static DataSet read(Request request, Layout layout, List<String> names, List<Path> files) {
        List<Stored> places = files.stream().map(file -> stored(layout, file)).toList();
        int count = Math.toIntExact(places.stream().mapToLong(Stored::count).sum());
        Path folder = files.getFirst().getParent();
        long room = Memory.images(count, 3 * PLANE);
        boolean inPlace = DataPlace.isOnDisk(folder) && StoredPictures.areTooMany(request, folder, room);
        if (!inPlace) {
            Memory.check("The images in '" + Echo.path(folder) + "' would take", room, "Give it more,");
        }
        int[] labels = new int[count];
        byte[][] pixels = new byte[inPlace ? 0 : count][3 * PLANE];
        int[] sums = new int[inPlace ? count : 0];
        int at = 0;
        for (Stored place : places) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(place.file()), 1 << 16)) {
                for (int image = 0; image < place.count(); image++) {
                    byte[] bytes = in.readNBytes(place.step());
                    if (bytes.length < place.step()) {
                        throw wrongSize(place.file(), (long) image * place.step() + bytes.length, place.step());
                    }
                    labels[at] = label(layout, place.file(), image, bytes);
                    if (inPlace) {
                        sums[at] = StoredPictures.sum(bytes, layout.labelBytes, 3 * PLANE);
                    } else {
                        StoredPictures.channelsLast(bytes, layout.labelBytes, pixels[at], 3);
                    }
                    at++;
                }
            } catch (IOException e) {
                throw Folders.unreadable(place.file(), e);
            }
        }
        Shape shape = Shape.image(SIDE, SIDE, 3);
        return inPlace
                ? open(shape, places, sums).labelled(names, labels)
                : new ByteImages(shape, names, labels, pixels, null);
    }

    private static Stored stored(Layout layout, Path file) {
        int record = layout.labelBytes + 3 * PLANE;
        long size = size(Folders.regular(file));
        if (size == 0 || size % record != 0) {
            throw wrongSize(file, size, record);
        }
        return new Stored(file, Math.toIntExact(size / record), layout.labelBytes, record);
    }

    private static IllegalArgumentException wrongSize(Path file, long size, int record) {
        return new IllegalArgumentException("'" + Echo.path(file) + "' has " + Count.of(size, "byte")
                + ", but every image takes " + Count.of(record)
                + ": it is cut short, or no CIFAR file. Get the file anew.");
    }

    private static int label(Layout layout, Path file, int image, byte[] bytes) {
        int label = bytes[layout.label] & 0xFF;
        if (label >= layout.classes) {
            throw new IllegalArgumentException("Image #" + image + " in '" + Echo.path(file) + "' has label " + label
                    + ", but there are only " + layout.classes + " classes. Get the file anew.");
        }
        return label;
    }

    private static Pictures open(Shape shape, List<Stored> places, int[] sums) {
        try {
            return StoredPictures.open(shape, true, places, sums);
        } catch (IOException e) {
            throw Folders.unreadable(places.getFirst().file(), e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw Folders.unreadable(file, e);
        }
    }
}
