package cnn.core.data;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * MNIST's format: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, and the same with {@code t10k} for
 * the test, plain or compressed with gzip. Grey images, (H, W, 1).
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", 1998, section "File formats".
 *
 * @param path folder of the files, or a zip or tar archive of it
 * @param classes names of the classes; where empty they are called 0, 1, 2 …
 */
@Id("idx")
public record IdxFiles(String path, @Default("[]") List<String> classes) implements DataSource {
    public IdxFiles {
        classes = List.copyOf(classes);
        if (!classes.isEmpty()) {
            ClassNames.check(classes, "classes of idx");
        }
    }

    /** The files in a folder, with classes called 0, 1, 2 … */
    public static IdxFiles of(String path) {
        return new IdxFiles(path, List.of());
    }

    /** With names for the classes. */
    public IdxFiles classes(String... names) {
        return new IdxFiles(path, List.of(names));
    }

    @Override
    public Splits open(Request request) {
        try (DataPlace place = DataPlace.folder(request, path)) {
            return open(request, place.path());
        }
    }

    private Splits open(Request request, Path folder) {
        Part train = part(request, folder, "train", true);
        Part test = part(request, folder, "t10k", false);
        if (test != null && !test.images.shape().equals(train.images.shape())) {
            throw new IllegalArgumentException(
                    "The images in '" + Echo.path(folder) + "' differ: " + train.images.shape()
                            + " for training, " + test.images.shape() + " for the test. Both must have one shape.");
        }
        List<String> names = classes;
        if (names.isEmpty()) {
            int highest = Math.max(train.highest(), test == null ? 0 : test.highest());
            names = IntStream.rangeClosed(0, highest).mapToObj(Integer::toString).toList();
        }
        return new Splits(train.dataSet(names), null, test == null ? null : test.dataSet(names));
    }

    /** Images and labels that belong together. */
    private record Part(Path labelsFile, IdxReader.Images images, int[] labels) {
        int highest() {
            return Arrays.stream(labels).max().orElse(0);
        }

        DataSet dataSet(List<String> names) {
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] >= names.size()) {
                    throw new IllegalArgumentException("Label #" + i + " in '" + labelsFile + "' is " + labels[i]
                            + ", but only " + Count.of(names.size(), "class")
                            + (names.size() == 1 ? " is" : " are") + " named. Name every class, from 0 on.");
                }
            }
            return switch (images) {
                case IdxReader.Held held -> new ByteImages(held.shape(), names, labels, held.pixels(), null);
                case IdxReader.Stored stored -> stored.open().labelled(names, labels);
            };
        }
    }

    private static @Nullable Part part(Request request, Path folder, String name, boolean required) {
        Path imagesFile = find(folder, name + "-images", "idx3-ubyte");
        Path labelsFile = find(folder, name + "-labels", "idx1-ubyte");
        if (imagesFile == null && labelsFile == null && !required) {
            return null;
        }
        if (imagesFile == null || labelsFile == null) {
            throw new IllegalArgumentException("The folder '" + Echo.path(folder) + "' has no file "
                    + (imagesFile == null ? name + "-images-idx3-ubyte" : name + "-labels-idx1-ubyte")
                    + ", plain or with .gz. Put it there, or check the path.");
        }
        IdxReader.Images images = IdxReader.images(imagesFile, request);
        int[] labels = IdxReader.labels(labelsFile);
        if (images.count() != labels.length) {
            throw new IllegalArgumentException(
                    "'" + imagesFile + "' has " + Count.of(images.count(), "image") + ", but '"
                            + labelsFile + "' has " + Count.of(labels.length, "label")
                            + ". Take two files that belong together.");
        }
        return new Part(labelsFile, images, labels);
    }

    private static @Nullable Path find(Path folder, String name, String suffix) {
        return Stream.of("-" + suffix, "-" + suffix + ".gz", "." + suffix, "." + suffix + ".gz")
                .map(end -> folder.resolve(name + end)).filter(Files::exists).map(Folders::regular).findFirst()
                .orElse(null);
    }
}
