package cnn.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Group;
import cnn.core.evaluate.GroupFigures;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The mean over versions of an image, for single images, lists, and figures. */
class TestAugmentationTests {
    private static final Network NETWORK = Network.of(Shape.image(3, 3, 1), new Flatten(), Dense.of(3));
    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final TestAugmentation AUGMENTATION = TestAugmentation.of(40, new Light(), new Light());

    private final Engine engine = new Engine(new ScalarKernels(), new Workers(1));

    /** Multiplies every value with a number of its own. */
    private record Light() implements Augmenter {
        @Override
        public void augment(Image source, Image target, Rng random) {
            for (int i = 0; i < source.pixels().length; i++) {
                target.pixels()[i] = source.pixels()[i] * random.nextFloat();
            }
        }

        @Override
        public void check(Shape image) {
            if (image.channels() == 2) {
                throw new IllegalArgumentException("not for two channels");
            }
        }
    }

    private static Model model(Network network) {
        Weights weights = Weights.zeros(network);
        float[] numbers = weights.tensors().get("dense-1/weights").data();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 8 * Rng.uniform(1, i) - 4;
        }
        return new Model(network, weights, Preprocessing.none(network.input()), CLASSES, SoftmaxCrossEntropy.of(),
                Provenance.unknown());
    }

    private static Image image(long key) {
        Image image = Image.of(NETWORK.input());
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = Rng.uniform(key, i);
        }
        return image;
    }

    /** A network of one dense layer has for the mean of images the mean of their scores. */
    private static Image meanOfVersions(Image image) {
        double[] sums = new double[image.pixels().length];
        for (int version = 0; version <= AUGMENTATION.copies(); version++) {
            Rng random = new Rng(Rng.key(AUGMENTATION.seed(), version));
            float[] changed = image.pixels().clone();
            for (int step = 0; version > 0 && step < 2; step++) {
                for (int i = 0; i < changed.length; i++) {
                    changed[i] *= random.nextFloat();
                }
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += changed[i];
            }
        }
        Image mean = Image.of(image.shape());
        for (int i = 0; i < sums.length; i++) {
            mean.pixels()[i] = (float) (sums[i] / (1 + AUGMENTATION.copies()));
        }
        return mean;
    }

    @Test
    void answersWithTheMeanOfTheScoresOfAllVersions() {
        Predictor plain = model(NETWORK).predictor(engine);
        Predictor augmented = plain.augmented(AUGMENTATION);
        for (long key = 0; key < 20; key++) {
            float[] due = new float[3];
            float[] got = new float[3];
            plain.predict(meanOfVersions(image(key)).pixels(), due);
            augmented.predict(image(key).pixels(), got);
            assertThat(got).containsExactly(due, Offset.offset(1e-5f));
            assertThat(got[0] + got[1] + got[2]).isCloseTo(1, Offset.offset(1e-6f));
        }
    }

    @Test
    void anImageHasOneAnswerWhicheverWayItComesInAndOnAnyThreads() {
        Predictor one = model(NETWORK).predictor(engine).augmented(AUGMENTATION);
        List<Image> images = IntStream.range(0, 40).mapToObj(TestAugmentationTests::image).toList();
        List<Prediction> alone = new ArrayList<>();
        images.forEach(image -> alone.add(one.predict(image)));
        assertThat(one.predict(images)).isEqualTo(alone);
        try (Workers workers = new Workers(3)) {
            Predictor three = model(NETWORK).predictor(new Engine(new ScalarKernels(), workers))
                    .augmented(AUGMENTATION);
            assertThat(three.predict(images)).isEqualTo(alone);
            assertThat(images.parallelStream().map(three::predict).toList()).isEqualTo(alone);
        }
        assertThat(model(NETWORK).predictor(engine).augmented(AUGMENTATION.seed(1)).predict(images))
                .isNotEqualTo(alone);
    }

    @Test
    void figuresAreThoseOfTheAnswers() {
        Model model = model(NETWORK);
        Predictor augmented = model.predictor(engine).augmented(AUGMENTATION);
        DataSet images = new DataSet() {
            @Override
            public int size() {
                return 90;
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
                return index % 3;
            }

            @Override
            public void read(int index, Image target) {
                target.copyFrom(image(index));
            }
        };
        double loss = 0;
        int right = 0;
        for (int i = 0; i < 90; i++) {
            float[] probabilities = new float[3];
            augmented.predict(image(i).pixels(), probabilities);
            loss -= Math.log(probabilities[i % 3]) / 90;
            right += augmented.predict(image(i)).label().equals(CLASSES.get(i % 3)) ? 1 : 0;
        }
        Evaluation evaluation = Evaluation.of(model, images, engine, note -> {
        }, AUGMENTATION);
        assertThat(evaluation.accuracy()).isEqualTo(right / 90.0);
        assertThat(evaluation.loss()).isCloseTo(loss, Offset.offset(1e-5));
        assertThat(Evaluation.of(model, images, engine).loss()).isNotCloseTo(loss, Offset.offset(1e-3));
    }

    /** A group of numbers is measured by itself: the only group there is has the figures of all images. */
    @Test
    void groupsAreMeasuredOnTheSameVersions() {
        Target target = Target.numbers("x", "y", "z");
        Model model = new Model(NETWORK, model(NETWORK).weights(), Preprocessing.none(NETWORK.input()), target,
                new MeanSquaredError(), Provenance.unknown());
        DataSet images = new DataSet() {
            @Override
            public int size() {
                return 70;
            }

            @Override
            public Shape shape() {
                return NETWORK.input();
            }

            @Override
            public List<Target> targets() {
                return List.of(target);
            }

            @Override
            public void readTargets(int index, float[] into, int at) {
                for (int i = 0; i < 3; i++) {
                    into[at + i] = Rng.uniform(9, 3L * index + i);
                }
            }

            @Override
            public void read(int index, Image picture) {
                picture.copyFrom(image(index));
            }

            @Override
            public String name(int index) {
                return "all-" + index;
            }
        };
        Evaluation evaluation = Evaluation.of(model, images, engine, note -> {
        }, AUGMENTATION);
        List<Group> groups = Group.of(model, images, evaluation, engine, "(all)-", AUGMENTATION);
        assertThat(groups).singleElement().isInstanceOfSatisfying(GroupFigures.class,
                group -> assertThat(group.evaluation().loss()).isEqualTo(evaluation.loss()));
        assertThat(Group.of(model, images, evaluation, engine, "(all)-")).singleElement().isInstanceOfSatisfying(
                GroupFigures.class,
                group -> assertThat(group.evaluation().loss()).isNotEqualTo(evaluation.loss()));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> TestAugmentation.of(0, new Light())).withMessage(
                "Test-time augmentation cannot make 0 copies of an image. Use a number from 1 to 1000, for example 8.");
        assertThatIllegalArgumentException().isThrownBy(() -> TestAugmentation.of(3)).withMessage("Test-time "
                + "augmentation has no augmenter, so that all 3 copies of an image were the same. Give at least one, "
                + "for example a flip.");
        Model colours = model(Network.of(Shape.image(3, 3, 2), new Flatten(), Dense.of(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> colours.predictor(engine).augmented(AUGMENTATION))
                .withMessage("not for two channels");
        Image black = image(1);
        black.pixels()[4] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(NETWORK).predictor(engine).augmented(AUGMENTATION).predict(black))
                .withMessageStartingWith("The model has no answer for the image: the probability of class 'a' came out "
                        + "as NaN, and its value 4 is NaN");
    }
}
