package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Evaluation;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model never has weights, answers or figures that are no numbers. */
class NumbersTests {
    private static final Network NETWORK = Network.of(Shape.image(2, 2, 1), new Flatten(), Dense.of(3));
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private final Engine engine = new Engine(new ScalarKernels(), new Workers(1));

    private static Model model(float weight) {
        Weights weights = Weights.zeros(NETWORK);
        Arrays.fill(weights.tensors().get("dense-1/weights").data(), weight);
        return new Model(NETWORK, weights, Preprocessing.none(NETWORK.input()), CLASSES, SoftmaxCrossEntropy.of(),
                Provenance.unknown());
    }

    private static Image image(float value) {
        Image image = Image.of(NETWORK.input());
        Arrays.fill(image.pixels(), value);
        return image;
    }

    @Test
    void weightsThatAreNoNumbersMakeNoModel() {
        assertThatThrownBy(() -> model(Float.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The weights "
                        + "cannot make a model: tensor 'dense-1/weights' has NaN at index 0, and every weight must be a finite "
                        + "number. Train again with a smaller learning rate.");
    }

    @Test
    void aFileWithSuchWeightsIsNotLoaded(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.safetensors");
        model(0.25f).save(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] = (byte) 0x7f; // the last weight's exponent
        bytes[bytes.length - 2] = (byte) 0xff;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Model.load(file, Registry.load())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void anAnswerThatIsNoNumberIsRefused() {
        Predictor predictor = model(3e38f).predictor(engine);
        assertThatThrownBy(() -> predictor.predict(image(1))).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "The model has no answer for the image: the probability of class 'a' came out as NaN, and all of its "
                        + "pixels are numbers, so the network overflows on it. Train the model again with a smaller "
                        + "learning rate, or check its custom layers for infinities.");
        assertThatThrownBy(() -> predictor.predict(List.of(image(0), image(1)))).hasMessageStartingWith(
                "The model has no answer for image 1 of the list (the first is 0): ");
        assertThatThrownBy(() -> model(1).predictor(engine).predict(image(Float.NaN))).hasMessageEndingWith(
                "its value 0 is NaN once it is prepared. Give finite values in [0, 1].");
        assertThat(predictor.predict(image(0)).probability()).isBetween(0.33, 0.34);
    }

    @Test
    void figuresOfSuchAnswersAreRefused() {
        DataSet images = new DataSet() {
            @Override
            public int size() {
                return 5;
            }

            @Override
            public Shape shape() {
                return NETWORK.input();
            }

            @Override
            public List<String> classes() {
                return CLASSES;
            }

            @Override
            public int label(int index) {
                return 0;
            }

            @Override
            public void read(int index, Image target) {
                Arrays.fill(target.pixels(), index > 2 ? 1 : 0);
            }

            @Override
            public String name(int index) {
                return "picture " + index;
            }
        };
        assertThatThrownBy(() -> Evaluation.of(model(3e38f), images, engine)).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model's scores are no numbers for 2 of 5 images, the first being 'picture 3', so it "
                        + "cannot be measured. Check these images and the custom layers for infinities, or train with "
                        + "a smaller learning rate.");
    }

    @Test
    void anImageOfAListIsToldByItsPlace() {
        Predictor predictor = model(1).predictor(engine);
        assertThatThrownBy(() -> predictor.predict(Arrays.asList(image(1), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Image 1 of the list (the first is 0) is null. Give an image in each place.");
        assertThatThrownBy(() -> predictor.predict(List.of(image(1), Image.of(Shape.image(2, 2, 2)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Image 1 of the list (the first is 0): An image with 2 channels cannot be made ");
        assertThat(predictor.predict(List.of())).isEmpty();
    }
}
