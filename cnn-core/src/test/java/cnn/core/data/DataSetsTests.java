package cnn.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Plugin;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.config.ConfigNode;
import cnn.core.config.RecordCodec;
import cnn.core.network.Temperature;
import cnn.core.pipeline.ModelLayers;
import cnn.core.registry.Registry;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataSetsTests {
    @Test
    void imagesAndLabelsMustFit() {
        Shape shape = Shape.image(1, 1, 1);
        byte[][] pixels = {{1}};
        assertThatThrownBy(() -> new ByteImages(shape, List.of("a"), new int[2], pixels, null))
                .hasMessage("Every image needs a label and a name, but was given 1 image and 2 labels.");
        assertThatThrownBy(() -> new ByteImages(shape, List.of("a"), new int[] {1}, pixels, null))
                .hasMessage("Image #0 has label 1, but there is 1 class, numbered from 0.");
        assertThatThrownBy(() -> new ByteImages(Shape.image(1, 2, 1), List.of("a"), new int[1], pixels, null))
                .hasMessage("Image #0 has 1 byte, but shape (1, 2, 1) needs 2.");
        assertThat(new ByteImages(shape, List.of("a"), new int[1], pixels, null).name(0)).isEqualTo("#0");
    }

    @Test
    void aSubsetKeepsItsOwnOrder() {
        DataSet subset = new Subset(data(0, 1, 2), 2, 0);
        assertThat(subset.size()).isEqualTo(2);
        assertThat(subset.label(0)).isEqualTo(2);
        assertThat(subset.name(1)).isEqualTo("#0");
        assertThat(value(subset, 0)).isEqualTo(2 / 255f);
        assertThatThrownBy(() -> new Subset(data(0), 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aSplitTakesTheSameShareOfEveryClass() {
        int[] labels = new int[150];
        Arrays.fill(labels, 100, 150, 1);
        Split split = Split.stratified(data(labels), 0.1, 7);
        assertThat(split.held().size()).isEqualTo(15);
        assertThat(split.train().size()).isEqualTo(135);
        assertThat(labels(split.held()).filter(label -> label == 0).count()).isEqualTo(10);
        assertThat(names(split.train(), split.held())).hasSize(150);
        assertThat(labels(split.train()).toArray()).isSorted();
    }

    @Test
    void aSplitRoundsOverAllClassesTogether() {
        // 10 % of 5 classes of 5 is half an image each: 2 or 3 images in all, not 0 and not 5
        Split split = Split.stratified(data(IntStream.range(0, 25).map(i -> i / 5).toArray()), 0.1, 7);
        assertThat(split.held().size()).isEqualTo(3);
        assertThat(labels(split.held()).distinct().count()).isEqualTo(3);
    }

    @Test
    void aSplitFollowsFromItsSeed() {
        DataSet data = data(new int[100]);
        assertThat(names(Split.stratified(data, 0.2, 7).held())).isEqualTo(names(Split.stratified(data, 0.2, 7).held()))
                .isNotEqualTo(names(Split.stratified(data, 0.2, 8).held()));
    }

    @Test
    void aSplitLeavesEveryClassAnImage() {
        Split split = Split.stratified(data(0, 1, 1), 0.9, 7);
        assertThat(labels(split.train()).sorted().toArray()).containsExactly(0, 1);
        assertThatThrownBy(() -> Split.stratified(data(0, 1), 0.5, 7))
                .hasMessage("There are too few images to hold some "
                        + "back for validation: 2 in 2 classes. Add images, or set validation: 0.");
        assertThatThrownBy(() -> Split.stratified(data(0, 0), 1, 7)).hasMessage("The share of images to hold back for "
                + "validation is 1.0. Use more than 0 and less than 1, for example 0.1.");
    }

    @Test
    void resizedImagesHaveTheNewShape() {
        byte[][] pixels = {{10, 20, 30, 30, 40, 50}};
        DataSet data = new ByteImages(Shape.image(1, 2, 3), List.of("a"), new int[1], pixels, List.of("x"));
        assertThat(Resized.of(data, data.shape())).isSameAs(data);
        DataSet small = Resized.of(data, Shape.image(1, 1, 1));
        assertThat(small.name(0)).isEqualTo("x");
        assertThat(small.shape()).isEqualTo(Shape.image(1, 1, 1));
        assertThat(value(small, 0)).isEqualTo(28 / 255f);
        DataSet grey = Resized.of(data, Shape.image(1, 2, 1));
        assertThat(value(grey, 0)).isEqualTo(18 / 255f);
        assertThatThrownBy(() -> Resized.of(data, Shape.image(1, 2, 4)))
                .hasMessage("An image with 3 channels cannot be given 4. Images are converted to 1 channel (grey) or 3 "
                        + "(colour) alone; give images that have 4.");
        assertThatThrownBy(() -> Resized.of(data, Shape.vector(6))).hasMessage("Images of shape (1, 2, 3) cannot be "
                + "resized to (6). Use a shape (height, width, channels).");
    }

    @Test
    void readingAllocatesNothing() {
        DataSet bytes = data(new int[2000]);
        DataSet resized = Resized.of(bytes, Shape.image(3, 3, 3));
        DataSet padded = Resized.of(bytes, Shape.image(3, 5, 1), Resize.PAD);
        for (DataSet data : List.of(bytes, resized, padded)) {
            Image image = Image.of(data.shape());
            readAll(data, image);
            ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();
            readAll(data, image);
            // a few bytes belong to the measurement, none to the 2000 images
            assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
        }
    }

    private static void readAll(DataSet data, Image image) {
        for (int i = 0; i < data.size(); i++) {
            data.read(i, image);
        }
    }

    @Test
    void theFingerprintIsTheContents() {
        int[] labels = new int[600];
        labels[599] = 1;
        String fingerprint = Fingerprint.of(data(labels));
        assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(Fingerprint.of(data(labels)));
        assertThat(Fingerprint.of(new Subset(data(labels), IntStream.range(0, 600).toArray()))).isEqualTo(fingerprint);
        assertThat(Fingerprint.of(new Subset(data(labels), IntStream.range(0, 599).toArray())))
                .isNotEqualTo(fingerprint);
        labels[0] = 1;
        assertThat(Fingerprint.of(data(labels))).isNotEqualTo(fingerprint);
        assertThat(Fingerprint.of(data(List.of("b"), 0))).isNotEqualTo(Fingerprint.of(data(List.of("a"), 0)));
        byte[][] other = {{9}};
        assertThat(Fingerprint.of(new ByteImages(Shape.image(1, 1, 1), List.of("a"), new int[1], other, null)))
                .isNotEqualTo(Fingerprint.of(data(List.of("a"), 0)));
    }

    @Test
    void aFingerprintTakenAlongIsThatOfAllImages() {
        for (int count : new int[] {0, 1, 255, 256, 257, 512, 600}) {
            DataSet data = data(new int[count]);
            Fingerprint along = new Fingerprint(data);
            for (int i = 0; i < count; i++) {
                Image image = Image.of(data.shape());
                data.read(i, image);
                along.add(image);
            }
            assertThat(along.end()).as("%d images", count).isEqualTo(Fingerprint.of(data));
        }
    }

    @Test
    void theServiceLoaderFindsTheSources() {
        List<Class<? extends Record>> components = ServiceLoader.load(Plugin.class).stream()
                .filter(plugin -> plugin.type() == CorePlugin.class).findFirst().orElseThrow().get().components();
        assertThat(components).containsExactly(ImageFolder.class, IdxFiles.class, Cifar.class, Svhn.class,
                CsvFile.class, SplitData.class, RelabelData.class, LimitData.class, ModelLayers.class,
                Temperature.class);
    }

    @Test
    void pipelinesNameTheSources() {
        RecordCodec codec = new RecordCodec(Registry.load());
        assertThat(codec.decode(DataSource.class, ConfigNode.yaml("x", "{folder: {path: photos}}")))
                .isEqualTo(ImageFolder.of("photos"));
        assertThat(codec.decode(DataSource.class, ConfigNode.yaml("x", "{idx: {path: mnist}}")))
                .isEqualTo(IdxFiles.of("mnist"));
        assertThat(
                codec.decode(DataSource.class, ConfigNode.yaml("x", "{idx: {path: x, classes: [shirt, ankle boot]}}")))
                .isEqualTo(IdxFiles.of("x").classes("shirt", "ankle boot"));
        assertThat(codec.decode(DataSource.class, ConfigNode.yaml("x", "{cifar: {path: cifar}}")))
                .isEqualTo(Cifar.of("cifar"));
    }

    private static DataSet data(int... labels) {
        int highest = Arrays.stream(labels).max().orElse(0);
        return data(IntStream.rangeClosed(0, highest).mapToObj(Integer::toString).toList(), labels);
    }

    /** 1×1 images, whose value is their number. */
    private static DataSet data(List<String> classes, int... labels) {
        byte[][] pixels = new byte[labels.length][];
        Arrays.setAll(pixels, i -> new byte[] {(byte) i});
        return new ByteImages(Shape.image(1, 1, 1), classes, labels.clone(), pixels, null);
    }

    private static float value(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels()[0];
    }

    private static IntStream labels(DataSet data) {
        return IntStream.range(0, data.size()).map(data::label);
    }

    private static Set<String> names(DataSet... parts) {
        Set<String> names = new TreeSet<>();
        for (DataSet part : parts) {
            for (int i = 0; i < part.size(); i++) {
                names.add(part.name(i));
            }
        }
        return names;
    }
}
