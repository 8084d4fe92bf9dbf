package cnn.core.data;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.OriginalSizes;
import cnn.core.image.ByteImage;
import cnn.core.text.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Images in memory, one byte per number, a quarter of what floats would take. Reading one is a loop without garbage. */
public final class ByteImages implements DataSet {
    private final Shape shape;
    private final List<String> classes;
    private final int[] labels;
    private final byte[][] pixels;
    private final @Nullable List<String> names;
    private final OriginalSizes sizes;

    /**
     * A data set of these images.
     *
     * @param shape of every image
     * @param classes names, in the order of their numbers
     * @param labels class of each image; not copied
     * @param pixels bytes of each image, channels last; not copied
     * @param names of the images; null to number them
     */
    public ByteImages(Shape shape, List<String> classes, int[] labels, byte[][] pixels, @Nullable List<String> names) {
        ClassNames.check(classes, "the images' classes");
        if (labels.length != pixels.length || names != null && names.size() != labels.length) {
            throw new IllegalArgumentException("Every image needs a label and a name, but was given "
                    + Count.of(pixels.length, "image") + (names == null ? " and " : ", ")
                    + Count.of(labels.length, "label")
                    + (names == null ? "." : " and " + Count.of(names.size(), "name") + "."));
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("Image #" + i + " has label " + labels[i] + ", but there "
                        + Count.are(classes.size(), "class") + ", numbered from 0.");
            }
            if (pixels[i].length != shape.size()) {
                throw new IllegalArgumentException(
                        "Image #" + i + " has " + Count.of(pixels[i].length, "byte") + ", but shape "
                                + shape + " needs " + shape.size() + ".");
            }
        }
        this.shape = shape;
        this.classes = List.copyOf(classes);
        this.labels = labels;
        this.pixels = pixels;
        this.names = names == null ? null : List.copyOf(names);
        sizes = OriginalSizes.of(shape.height(), shape.width(), pixels.length);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, Image target) {
        ByteImage.copy(pixels[index], target.pixels());
    }

    @Override
    public List<OriginalSizes> originalSizes() {
        return List.of(sizes);
    }

    @Override
    public String name(int index) {
        return names == null ? "#" + index : names.get(index);
    }
}
