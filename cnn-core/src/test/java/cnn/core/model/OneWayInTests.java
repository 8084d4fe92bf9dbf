package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.data.ByteImages;
import cnn.core.data.ImageFolder;
import cnn.core.data.Resized;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.image.ByteImage;
import cnn.core.image.ImageDecoder;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.run.Cnn;
import cnn.core.run.RunOptions;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.MeanSquaredError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One picture gives the network one input, whichever way it comes in. The model's answer is its input. */
class OneWayInTests {
    private static final Shape SHAPE = Shape.image(8, 6, 1);

    @TempDir Path folder;
    private final Engine engine = new Engine(new ScalarKernels(), new Workers(1));

    @ParameterizedTest
    @CsvSource({"8, 6, STRETCH", "8, 6, PAD", "13, 29, STRETCH", "13, 29, PAD", "13, 29, CROP", "5, 3, STRETCH",
        "40, 2, PAD", "40, 2, CROP"})
    void givesTheSameBits(int height, int width, Resize resize) throws IOException {
        Path file = picture(height, width);
        Model model = model(resize);
        ByteImage decoded = ImageDecoder.decode(file);
        float[] expected = decoded.fitted(SHAPE, resize).toImage().pixels();
        Image image = decoded.toImage();
        Predictor predictor = model.predictor(engine);
        assertThat(model.fit(image).pixels()).isEqualTo(expected);
        assertThat(answer(predictor.predict(file))).isEqualTo(expected);
        assertThat(answer(predictor.predict(image))).isEqualTo(expected);
        assertThat(answer(predictor.predict(List.of(image, image)).getLast())).isEqualTo(expected);
        byte[] bytes = Files.readAllBytes(file);
        BufferedImage drawn = ImageIO.read(file.toFile());
        assertThat(answer(predictor.predict(bytes))).isEqualTo(expected);
        assertThat(answer(predictor.predict(new ByteArrayInputStream(bytes)))).isEqualTo(expected);
        assertThat(answer(predictor.predict(drawn))).isEqualTo(expected);
        assertThat(predictor.predict(List.of(file, bytes, new ByteArrayInputStream(bytes), drawn, image)))
                .hasSize(5).allSatisfy(one -> assertThat(answer(one)).isEqualTo(expected));
        Cnn cnn = Cnn.builder().kernels(engine.kernels()).workers(engine.workers()).build();
        DataSet opened = cnn.open(ImageFolder.of(folder.toString()), model, RunOptions.of()).train();
        assertThat(read(opened)).isEqualTo(expected);
        DataSet stored = new ByteImages(decoded.shape(), List.of("a"), new int[1], new byte[][] {decoded.pixels()},
                null);
        assertThat(read(Resized.of(stored, SHAPE, resize))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void aModelFileKeepsTheWayOfResizing(Resize resize) {
        Path file = folder.resolve("model.safetensors");
        model(resize).save(file);
        assertThat(Model.load(file, Registry.load()).preprocessing().resize()).isEqualTo(resize);
    }

    @Test
    void saysWhatToDoAboutAnImageOfTwoChannels() {
        Predictor predictor = model(Resize.STRETCH).predictor(engine);
        Image two = Image.of(Shape.image(8, 6, 2));
        String message = "An image with 2 channels cannot be made grey (1 channel)";
        assertThatThrownBy(() -> predictor.predict(two)).hasMessageStartingWith(message);
        assertThatThrownBy(() -> predictor.predict(List.of(two)))
                .hasMessageStartingWith("Image 0 of the list (the first is 0): " + message);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY})
    void whatIsDrawnIsWhatItWouldBeFromAFile(int type) throws IOException {
        BufferedImage drawn = new BufferedImage(9, 7, type);
        Graphics2D pen = drawn.createGraphics();
        pen.setColor(Color.LIGHT_GRAY);
        pen.fillRect(1, 1, 6, 3);
        pen.setColor(Color.ORANGE);
        pen.fillRect(3, 2, 4, 5);
        pen.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(drawn, "png", file);
        Predictor predictor = model(Resize.STRETCH).predictor(engine);
        assertThat(answer(predictor.predict(drawn))).isEqualTo(answer(predictor.predict(file.toByteArray())));
    }

    @Test
    void whatIsNoPictureIsNamed() {
        Predictor predictor = model(Resize.STRETCH).predictor(engine);
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> predictor.predict(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot read the image 'bytes in memory': it is not ");
        assertThatThrownBy(() -> predictor.predict(new ByteArrayInputStream(text)))
                .hasMessageStartingWith("Cannot read the image 'a stream': it is not ");
        assertThatThrownBy(() -> predictor.predict(InputStream.nullInputStream()))
                .hasMessage(
                        "Cannot read the image 'a stream': nothing is left to read in it. Give a stream that stands "
                                + "at the start of an image file.");
        assertThatThrownBy(() -> predictor.predict(new byte[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The picture's bytes are none: the byte[] has the length 0. Give the whole content of an image "
                                + "file.");
        assertThatThrownBy(() -> predictor.predict((byte[]) null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The picture is null. Give an Image, a Path, a byte[] or an InputStream with a whole image file, or "
                                + "a BufferedImage.");
        Image image = Image.of(SHAPE);
        assertThatThrownBy(() -> predictor.predict(List.of(image, text)))
                .hasMessageStartingWith(
                        "Image 1 of the list (the first is 0): Cannot read the image 'bytes in memory'");
        assertThatThrownBy(() -> predictor.predict(List.of("picture.png")))
                .hasMessage("Image 0 of the list (the first is "
                        + "0): A picture cannot come as java.lang.String. Give an Image, a Path, a byte[] or an InputStream with a "
                        + "whole image file, or a BufferedImage.");
        assertThatThrownBy(() -> predictor.predict(Arrays.asList(image, null)))
                .hasMessage("Image 1 of the list (the first is 0) is null. Give an image in each place.");
    }

    @Test
    void aTextIsNoModel() throws IOException {
        Path yaml = Files.writeString(folder.resolve("shapes.yaml"), "name: shapes\nseed: 1\n");
        Registry registry = Registry.load();
        assertThatThrownBy(() -> Model.load(yaml, registry)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + yaml
                        + "' is no valid safetensors file: it is a text that begins with \"name: sh\", and a "
                        + "model is none. The file is damaged, cut short or of another format.");
    }

    @Test
    void aRunsFolderStandsForItsModel() {
        model(Resize.STRETCH).save(folder.resolve("model.safetensors"));
        Registry registry = Registry.load();
        assertThat(Model.load(folder, registry).classes()).isEqualTo(
                Model.load(folder.resolve("model.safetensors"), registry).classes());
    }

    private static float[] answer(Prediction prediction) {
        float[] values = new float[SHAPE.size()];
        prediction.ranking().forEach(one -> values[Integer.parseInt(one.label())] = (float) one.probability());
        return values;
    }

    private static float[] read(DataSet data) {
        Image image = Image.of(data.shape());
        data.read(0, image);
        return image.pixels();
    }

    private static Model model(Resize resize) {
        Network network = Network.of(SHAPE, new Flatten());
        return new Model(network, Weights.zeros(network), Preprocessing.none(SHAPE).resize(resize),
                IntStream.range(0, SHAPE.size()).mapToObj(String::valueOf).toList(), new MeanSquaredError(),
                Provenance.unknown());
    }

    private Path picture(int height, int width) throws IOException {
        Random random = new Random(height * 31L + width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        Path file = folder.resolve("a/1.png");
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
