package cnn.cli;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmentation;
import cnn.api.data.Augmenter;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.ImageBatch;
import cnn.core.data.CheckedData;
import cnn.core.data.ImageAugmenters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws what a pipeline learns from: examples of each class, and what its augmenters make of one image, as training with that
 * seed would.
 */
final class DataSheet {
    /** Rows of examples at most: more classes than these make no picture that anybody looks at. */
    static final int MOST_CLASSES = 50;

    private final DataSet images;
    private final int count;
    private final long seed;
    private final int[] order;
    private final ContactSheet sheet;

    /**
     * Nothing drawn yet.
     *
     * @param count images in a row
     * @param seed which examples are shown, and what training draws
     */
    DataSheet(DataSet images, int count, long seed) {
        this.images = images;
        this.count = count;
        this.seed = seed;
        order = IntStream.range(0, images.size()).toArray();
        new Rng(seed).shuffle(order);
        sheet = new ContactSheet(images.shape());
    }

    /** The picture as a PNG file. */
    byte[] png() {
        return sheet.png();
    }

    /** A row for each class, up to {@link #MOST_CLASSES}. */
    void classes() {
        List<String> classes = images.classes();
        sheet.heading("training images by class");
        for (int c = 0; c < Math.min(classes.size(), MOST_CLASSES); c++) {
            List<Image> row = new ArrayList<>();
            for (int i = 0; i < order.length && row.size() < count; i++) {
                if (CheckedData.label(images, order[i]) == c) {
                    row.add(read(order[i]));
                }
            }
            if (!row.isEmpty()) {
                sheet.row(classes.get(c), row);
            }
        }
    }

    /** Some rows of images of which something else than a class is known. */
    void examples() {
        sheet.heading("training images");
        for (int from = 0; from < Math.min(order.length, 4 * count); from += count) {
            List<Image> row = new ArrayList<>();
            for (int i = from; i < Math.min(order.length, from + count); i++) {
                row.add(read(order[i]));
            }
            sheet.row("", row);
        }
    }

    /**
     * What augmenters make of an image: all of them, one after the other, and each alone.
     *
     * @param image the image, of the data's shape; null for a training image
     * @param name what it is called; null for a training image
     */
    void augmented(List<Augmentation> augmenters, @Nullable Image image, @Nullable String name) {
        Image shown = image == null ? read(order[0]) : image;
        int key = image == null ? order[0] : 0;
        sheet.heading("what training makes of " + (name == null ? images.name(key) : name) + " in epochs 1 to " + count
                + ", with seed " + seed);
        sheet.row("original", List.of(shown));
        ImageAugmenters all = ImageAugmenters.of(augmenters);
        if (!all.isEmpty()) {
            sheet.row("all together", changed(all, shown, key));
        }
        for (Augmentation augmenter : augmenters) {
            switch (augmenter) {
                case Augmenter one when all.all().size() > 1 ->
                    sheet.row("only " + AugmenterName.of(one), changed(new ImageAugmenters(List.of(one)), shown, key));
                case Augmenter _ -> {
                } // all together is this one
                case BatchAugmenter batch -> sheet.row(AugmenterName.of(batch), mixed(batch, shown));
            }
        }
    }

    private List<Image> changed(ImageAugmenters augmenters, Image image, int key) {
        List<Image> results = new ArrayList<>();
        for (int epoch = 1; epoch <= count; epoch++) {
            Image copy = Image.of(image.shape());
            copy.copyFrom(image);
            results.add(augmenters.apply(copy, Image.of(image.shape()),
                    new Rng(Rng.key(ImageAugmenters.epochKey(seed, epoch), key))));
        }
        return results;
    }

    /** A batch of the image and training images, mixed. */
    private List<Image> mixed(BatchAugmenter augmenter, Image image) {
        int size = Math.min(count, images.size());
        Shape shape = images.shape();
        Batch batch = new Batch(size, shape, size, new float[size * shape.size()], new float[size * size]);
        for (int i = 0; i < size; i++) {
            float[] pixels = i == 0 ? image.pixels() : read(order[i]).pixels();
            System.arraycopy(pixels, 0, batch.images, i * shape.size(), shape.size());
            batch.targets[i * size + i] = 1;
        }
        augmenter.augment(batch, new Rng(seed));
        List<Image> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Image one = Image.of(shape);
            System.arraycopy(batch.images, i * shape.size(), one.pixels(), 0, shape.size());
            results.add(one);
        }
        return results;
    }

    /** A few images, each of a class of its own. */
    private record Batch(int size, Shape shape, int targetSize, float[] images,
            float[] targets) implements ImageBatch {
    }

    private Image read(int index) {
        Image image = Image.of(images.shape());
        CheckedData.read(images, index, image);
        return image;
    }
}
