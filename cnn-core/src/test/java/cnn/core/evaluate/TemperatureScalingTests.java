package cnn.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.model.Provenance.Result;
import cnn.core.network.Network;
import cnn.core.network.Temperature;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.Flatten;
import cnn.layers.kernel.ScalarKernels;
import cnn.layers.loss.Hinge;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemperatureScalingTests {
    private static final int CLASSES = 4;
    private static final Shape IMAGE = Shape.image(1, 1, CLASSES);
    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(new ScalarKernels(), workers);

    @TempDir private Path folder;

    @AfterEach
    void end() {
        workers.close();
    }

    /**
     * Images whose pixels are scores: logarithms of probabilities by which the class is drawn, times a factor, so that a network
     * which passes them on is too sure by just that factor.
     */
    private record Drawn(int size, double factor) implements DataSet {
        private double score(int index, int c) {
            return 3 * (Rng.uniform(Rng.key(1, index), c) - 0.5);
        }

        @Override
        public Shape shape() {
            return IMAGE;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c", "d");
        }

        @Override
        public int label(int index) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(score(index, c));
            }
            double lot = Rng.uniform(2, index) * sum;
            for (int c = 0; c < CLASSES; c++) {
                lot -= Math.exp(score(index, c));
                if (lot < 0) {
                    return c;
                }
            }
            return CLASSES - 1;
        }

        @Override
        public void read(int index, Image target) {
            for (int c = 0; c < CLASSES; c++) {
                target.pixels()[c] = (float) (factor * score(index, c));
            }
        }
    }

    private static Model model() {
        Network network = Network.of(IMAGE, new Flatten());
        return new Model(network, Weights.zeros(network), Preprocessing.none(IMAGE), new Drawn(1, 1).classes(),
                SoftmaxCrossEntropy.of(), Provenance.unknown().and(new Result("validation", 0.5, 0.75)));
    }

    private TemperatureScaling scaling(Model model, DataSet images) {
        return TemperatureScaling.of(model, images, engine, note -> {
        });
    }

    @Test
    void findsHowMuchTooSureAModelIs() {
        for (double factor : new double[] {3, 1, 0.25}) {
            TemperatureScaling scaling = scaling(model(), new Drawn(4000, factor));
            // 4,000 draws tell the scale of scores to some 3 %
            assertThat(scaling.temperature()).isCloseTo(factor, within(0.1 * factor));
            assertThat(scaling.images()).isEqualTo(4000);
            assertThat(scaling.after().accuracy()).isEqualTo(scaling.before().accuracy());
            assertThat(scaling.after().logLoss()).isLessThanOrEqualTo(scaling.before().logLoss());
            assertThat(scaling.after().calibrationError()).isLessThan(0.03);
            if (factor != 1) {
                assertThat(scaling.before().calibrationError()).isGreaterThan(0.1);
            }
        }
    }

    @Test
    void noOtherTemperatureHasALowerLogLoss() {
        DataSet images = new Drawn(500, 2);
        float[] scores = new float[500 * CLASSES];
        int[] labels = new int[500];
        Image image = Image.of(IMAGE);
        for (int i = 0; i < 500; i++) {
            images.read(i, image);
            System.arraycopy(image.pixels(), 0, scores, i * CLASSES, CLASSES);
            labels[i] = images.label(i);
        }
        LogLoss loss = new LogLoss(scores, labels, CLASSES);
        double best = 1 / loss.bestScale();
        assertThat(loss.slope(1 / best)).isCloseTo(0, within(1e-12));
        for (double other : new double[] {0.1, 0.9 * best, 0.999 * best, 1.001 * best, 1.1 * best, 10}) {
            assertThat(loss.sureness(other).logLoss()).isGreaterThan(loss.sureness(best).logLoss());
        }
        double step = 1e-4;
        double slope = (loss.sureness(1 / (0.7 + step)).logLoss() - loss.sureness(1 / (0.7 - step)).logLoss())
                / (2 * step);
        assertThat(loss.slope(0.7)).isCloseTo(slope, within(1e-3)); // scores are divided in floats
    }

    @Test
    void whoeverAsksTheModelIsAnsweredSo() {
        DataSet images = new Drawn(400, 3);
        TemperatureScaling scaling = scaling(model(), images);
        Path file = folder.resolve("model.safetensors");
        scaling.apply(model()).save(file);
        Model read = Model.load(file, Registry.load());
        assertThat(read.network().nodes().getLast().layer()).isEqualTo(Temperature.of(scaling.temperature()));
        Evaluation before = Evaluation.of(model(), images, engine);
        Evaluation after = Evaluation.of(read, images, engine);
        assertThat(before.loss()).isCloseTo(scaling.before().logLoss(), within(1e-6));
        assertThat(after.loss()).isCloseTo(scaling.after().logLoss(), within(1e-6));
        assertThat(after.accuracy()).isEqualTo(before.accuracy());
        ClassFigures figures = (ClassFigures) after.figures();
        assertThat(Calibration.of(figures.answers()).error()).isCloseTo(scaling.after().calibrationError(),
                within(1e-6));
        float[] probabilities = new float[CLASSES];
        Image image = Image.of(IMAGE);
        images.read(0, image);
        read.predictor(engine).predict(image.pixels(), probabilities);
        assertThat(probabilities[figures.answers().predicted(0)]).isEqualTo(figures.answers().probability(0));
        assertThat(read.provenance().results()).containsExactly(new Result("validation", 0.5, 0.75),
                new Result("calibration", scaling.after().logLoss(), scaling.after().accuracy()));
    }

    @Test
    void aSecondTimeTakesThePlaceOfTheFirst() {
        TemperatureScaling first = scaling(model(), new Drawn(400, 3));
        Model once = first.apply(model());
        TemperatureScaling second = scaling(once, new Drawn(400, 6));
        Model twice = second.apply(once);
        assertThat(second.temperature()).isCloseTo(2, within(1e-3));
        assertThat(twice.network().nodes()).hasSize(2);
        assertThat(((Temperature) twice.network().nodes().getLast().layer()).value())
                .isEqualTo(first.temperature() * second.temperature());
        assertThat(twice.provenance().results()).hasSize(2);
    }

    @Test
    void theSameOnAnyNumberOfThreads() {
        DataSet images = new Drawn(300, 2);
        try (Workers three = new Workers(3)) {
            assertThat(TemperatureScaling.of(model(), images, new Engine(new ScalarKernels(), three), note -> {
            })).isEqualTo(scaling(model(), images));
        }
    }

    @Test
    void saysWhatItFound() {
        TemperatureScaling scaling = new TemperatureScaling(1.61803, 1,
                new TemperatureScaling.Sureness(0.5, 0.123, 0.8),
                new TemperatureScaling.Sureness(0.25, 0.02, 0.8));
        assertThat(scaling.text())
                .isEqualTo("temperature 1.618 by 1 image; log loss 0.2500, before 0.5000; calibration "
                        + "error 2.00 %, before 12.30 %");
    }

    /** Images whose class is always, or never, the one with the highest score. */
    private record Certain(boolean right) implements DataSet {
        @Override
        public int size() {
            return 20;
        }

        @Override
        public Shape shape() {
            return IMAGE;
        }

        @Override
        public List<String> classes() {
            return List.of("a", "b", "c", "d");
        }

        @Override
        public int label(int index) {
            return right ? index % CLASSES : (index + 1) % CLASSES;
        }

        @Override
        public void read(int index, Image target) {
            for (int c = 0; c < CLASSES; c++) {
                target.pixels()[c] = c == index % CLASSES ? 1 : 0;
            }
        }
    }

    @Test
    void refusesImagesThatDecideNothing() {
        assertThatThrownBy(() -> scaling(model(), new Certain(true))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No temperature fits these 20 images: the surer the model is of them, the better, since "
                        + "(nearly) all are told right. Calibrate on more images, or harder ones, that training did not "
                        + "learn from.");
        assertThatThrownBy(() -> scaling(model(), new Certain(false))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "No temperature fits these 20 images: the less sure the model is of them, the better, since its "
                                + "scores tell no more than a lot would. Train it longer, or check that these are the images that "
                                + "it is for.");
    }

    @Test
    void refusesModelsWithoutASoftmax() {
        Network network = model().network();
        Model margins = new Model(network, Weights.zeros(network), Preprocessing.none(IMAGE),
                new Drawn(1, 1).classes(), Hinge.of(), Provenance.unknown());
        assertThatThrownBy(() -> scaling(margins, new Drawn(4, 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Calibration divides scores before softmax, but of the scores for the loss "
                        + Hinge.of() + " no softmax is taken. Train with softmax-cross-entropy or focal, "
                        + "or leave calibration out.");
        Model numbers = new Model(network, Weights.zeros(network), Preprocessing.none(IMAGE),
                Target.numbers("a", "b", "c", "d"), new MeanSquaredError(), Provenance.unknown());
        assertThatThrownBy(() -> scaling(numbers, new Drawn(4, 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Calibration takes a model that answers with one class, and this one answers with numbers. "
                        + "Leave calibration out.");
    }
}
