package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.Distillation;
import cnn.core.pipeline.SharpnessAware;
import cnn.core.pipeline.TrainConfig;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.LogSoftmax;
import cnn.layers.activation.Relu;
import cnn.layers.loss.Hinge;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.NegativeLogLikelihood;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.layers.metric.Accuracy;
import cnn.layers.optimizer.Sgd;
import cnn.layers.schedule.ConstantRate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network that learns from what another answers. */
class TeacherTests {
    private static final Shape IMAGE = Shape.image(8, 8, 1);
    private static final Distillation HOW = Distillation.of(Path.of("runs/big"));
    private final Workers workers = new Workers(1);
    private final Engine engine = new Engine(Setup.KERNELS, workers);

    @AfterEach
    void end() {
        workers.close();
    }

    /** Other images' classes under other names, whose order is another one or whose labels are drawn by lot. */
    private record Renamed(DataSet images, List<String> classes, boolean byLot) implements DataSet {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Shape shape() {
            return images.shape();
        }

        @Override
        public int label(int index) {
            return byLot
                    ? (int) (Rng.uniform(99, index) * classes.size())
                    : classes.indexOf(images.classes().get(images.label(index)));
        }

        @Override
        public void read(int index, Image target) {
            images.read(index, target);
        }
    }

    private static Network network(int filters) {
        return Network.of(IMAGE, Conv2d.of(filters, 3), BatchNorm.of(), new Relu(), new Flatten(), Dense.of(2));
    }

    private static TrainConfig config(int epochs) {
        return TrainConfig.of(epochs, 16, Sgd.of(0.05).momentum(0.9), new ConstantRate(), SoftmaxCrossEntropy.of(),
                new Accuracy());
    }

    private static Model model(Network network, Weights weights, Preprocessing images, Loss loss, String... classes) {
        return new Model(network, weights, images, List.of(classes), loss, Provenance.unknown());
    }

    /** A network that knows bars. */
    private Model teacher() {
        TrainingData data = Setup.data(200);
        try (Trainer trainer = new Trainer(network(6), config(3), data, 3, engine, List.of())) {
            trainer.train(() -> {
            });
            return model(trainer.network(), trainer.state().best(), data.preprocessing(), SoftmaxCrossEntropy.of(),
                    "upright", "lying");
        }
    }

    private static Model drawn(Preprocessing images, String... classes) {
        Network network = network(2);
        return model(network, Weights.init(network, 4), images, SoftmaxCrossEntropy.of(), classes);
    }

    private static Objective objective(Loss loss, Target target) {
        return new Objective(new Output(target.name(), "dense-1", target, loss, 1), List.of(), List.of());
    }

    private Teacher of(Distillation how, Model model, Target target, Preprocessing images, int batch) {
        TrainingData data = new TrainingData(new Bars(4, 1), null, images, List.of()).teacher(model);
        return Teacher.of(how, data, List.of(objective(SoftmaxCrossEntropy.of(), target)), engine, batch);
    }

    private static float[] noise(int count, long key, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (Rng.uniform(key, i) - 0.5f);
        }
        return values;
    }

    @Test
    void theGradientIsThatOfTheLoss() {
        int examples = 3;
        Teacher teacher = of(HOW.temperature(2.5).weight(0.7), drawn(Preprocessing.none(IMAGE), "a", "b"),
                Target.classes("a", "b"), Preprocessing.none(IMAGE), examples);
        teacher.look(noise(examples * IMAGE.size(), 1, 4), examples);
        float[] scores = noise(examples * 2, 2, 6);
        float[] gradient = noise(examples * 2, 3, 1);
        float[] before = gradient.clone();
        double loss = teacher.teach(examples, 5, scores, gradient);
        float step = 1f / 64; // exact beside scores below 4, so that what is left is the third derivative: about step²
        for (int i = 0; i < scores.length; i++) {
            float[] up = scores.clone();
            float[] down = scores.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (teacher.teach(examples, 5, up, before.clone())
                    - teacher.teach(examples, 5, down, before.clone())) / ((double) up[i] - down[i]);
            assertThat((double) gradient[i]).isCloseTo(0.3 * before[i] + slope / examples, within(2e-5));
        }
        assertThat(loss).isGreaterThan(0.3 * 5);
    }

    @Test
    void theLossIsThatOfThePaper() {
        Teacher teacher = of(HOW.temperature(2).weight(0.25), drawn(Preprocessing.none(IMAGE), "a", "b"),
                Target.classes("a", "b"), Preprocessing.none(IMAGE), 1);
        float[] image = noise(IMAGE.size(), 1, 4);
        teacher.look(image, 1);
        Model model = drawn(Preprocessing.none(IMAGE), "a", "b");
        Session session = Session.forPrediction(model.network(), model.weights(), engine, 1);
        System.arraycopy(image, 0, session.input(), 0, image.length);
        session.forward(1, false, 0);
        double p = 1 / (1 + Math.exp(((double) session.output()[1] - session.output()[0]) / 2));
        double q = 1 / (1 + Math.exp((0.5 - 1.5) / 2));
        double divergence = p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
        assertThat(teacher.teach(1, 3, new float[] {1.5f, 0.5f}, new float[2]))
                .isCloseTo(0.75 * 3 + 0.25 * 4 * divergence, within(1e-12));
        // whoever answers as the teacher does has nothing to learn from it
        assertThat(teacher.teach(1, 0, session.output().clone(), new float[2])).isCloseTo(0, within(1e-12));
    }

    @Test
    void classesAreMatchedByName() {
        float[] images = noise(IMAGE.size(), 1, 4);
        float[] scores = {0.5f, -1};
        float[] turned = {-1, 0.5f};
        Teacher same = of(HOW, drawn(Preprocessing.none(IMAGE), "a", "b"), Target.classes("a", "b"),
                Preprocessing.none(IMAGE), 1);
        Teacher other = of(HOW, drawn(Preprocessing.none(IMAGE), "a", "b"), Target.classes("b", "a"),
                Preprocessing.none(IMAGE), 1);
        same.look(images, 1);
        other.look(images, 1);
        assertThat(other.teach(1, 0, turned, new float[2])).isCloseTo(same.teach(1, 0, scores, new float[2]),
                within(1e-12));
    }

    @Test
    void theTeacherIsGivenImagesAsItKnowsThem() {
        Preprocessing known = new Preprocessing(IMAGE, List.of(0.25), List.of(0.5));
        Preprocessing run = new Preprocessing(IMAGE, List.of(0.4), List.of(0.125));
        float[] pixels = noise(IMAGE.size(), 1, 1);
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            Preprocessing images = i == 0 ? known : run;
            Teacher teacher = of(HOW, drawn(known, "a", "b"), Target.classes("a", "b"), images, 1);
            float[] input = new float[pixels.length];
            images.apply(pixels, input, 0);
            teacher.look(input, 1);
            losses[i] = teacher.teach(1, 0, new float[] {1, -1}, new float[2]);
        }
        assertThat(losses[1]).isCloseTo(losses[0], within(1e-5)); // floats of about 1, through 64 products
    }

    private Map<String, float[]> student(TrainConfig config, Model teacher, int threads, DataSet images,
            double[] accuracy) {
        try (Workers own = new Workers(threads);
                Trainer trainer = new Trainer(network(3), config,
                        new TrainingData(images, new Renamed(new Bars(200, 2), images.classes(), false),
                                Preprocessing.none(IMAGE), List.of(new Setup.Jitter())).teacher(teacher),
                        5, new Engine(Setup.KERNELS, own), List.of())) {
            trainer.train(() -> {
            });
            accuracy[0] = trainer.state().history().epochs().getLast().validation().accuracy();
            Map<String, float[]> values = new TreeMap<>();
            trainer.state().weights().tensors().forEach((name, tensor) -> values.put(name, tensor.data()));
            return values;
        }
    }

    @Test
    void whoHasLabelsByLotLearnsFromTheTeacher() {
        Model teacher = teacher();
        DataSet images = new Renamed(new Bars(200, 1), List.of("lying", "upright"), true);
        double[] accuracy = new double[1];
        student(config(4), null, 1, images, accuracy);
        assertThat(accuracy[0]).as("from labels alone").isLessThan(0.75);
        student(config(4).distill(HOW.temperature(2).weight(1)), teacher, 1, images, accuracy);
        assertThat(accuracy[0]).as("from the teacher").isGreaterThan(0.9);
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        Model teacher = drawn(new Preprocessing(IMAGE, List.of(0.25), List.of(0.5)), "lying", "upright");
        for (TrainConfig config : List.of(config(1), config(1).accumulate(3),
                config(1).sharpnessAware(SharpnessAware.of(0.05)))) {
            TrainConfig taught = config.distill(HOW);
            double[] accuracy = new double[1];
            Map<String, float[]> one = student(taught, teacher, 1, new Bars(60, 1), accuracy);
            Map<String, float[]> three = student(taught, teacher, 3, new Bars(60, 1), accuracy);
            one.forEach((name, values) -> assertThat(three.get(name)).as(name).isEqualTo(values));
        }
    }

    private void refuses(Model model, Target target, Loss loss, String message) {
        TrainingData data = new TrainingData(new Bars(4, 1), null, Preprocessing.none(IMAGE), List.of()).teacher(model);
        assertThatThrownBy(() -> Teacher.of(HOW, data, List.of(objective(loss, target)), engine, 4))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void refusesWhoCannotTeach() {
        Target classes = Target.classes("a", "b");
        Loss softmax = SoftmaxCrossEntropy.of();
        Preprocessing plain = Preprocessing.none(IMAGE);
        String cannot = "'runs/big', which train.distill names, cannot teach this network: ";
        refuses(null, classes, softmax, "train.distill names the model 'runs/big', but the trainer was given none. "
                + "Prepare the run with a Cnn, which reads it, or give it to the training data with teacher(model).");
        refuses(drawn(plain, "a", "c"), classes, softmax, cannot + "its classes are a, c, and the data's are a, b. "
                + "Give a model of the same classes, in any order, or rename the data's with relabel.");
        Network wide = Network.of(Shape.image(9, 8, 1), new Flatten(), Dense.of(2));
        refuses(model(wide, Weights.zeros(wide), Preprocessing.none(wide.input()), softmax, "a", "b"), classes, softmax,
                cannot + "it takes images (9, 8, 1), and those of the run are (8, 8, 1). Set preprocess.size and "
                        + "preprocess.channels to the former, or give a model for the latter.");
        Network two = network(2);
        refuses(new Model(two, Weights.init(two, 1), plain, Target.numbers("a", "b"), new MeanSquaredError(),
                Provenance.unknown()), classes, softmax,
                cannot + "it answers with numbers, not with one class. "
                        + "Give a model that tells the data's classes apart.");
        refuses(drawn(plain, "a", "b"), Target.numbers("a", "b"), new MeanSquaredError(), cannot + "the data has "
                + "numbers for every image, and what is taught are classes. Leave distill out.");
        refuses(drawn(plain, "a", "b"), classes, Hinge.of(), "train.distill compares probabilities that are a "
                + "softmax of scores, but the loss of this run, " + Hinge.of() + ", makes others of them. Use "
                + "softmax-cross-entropy or focal.");
    }

    @Test
    void logarithmsOfProbabilitiesAreScoresToo() {
        Network logarithms = Network.of(IMAGE, new Flatten(), Dense.of(2), new LogSoftmax());
        Model model = model(logarithms, Weights.init(logarithms, 1), Preprocessing.none(IMAGE),
                NegativeLogLikelihood.of(), "a", "b");
        assertThat(of(HOW, model, Target.classes("a", "b"), Preprocessing.none(IMAGE), 1)).isNotNull();
    }

    @Test
    void refusesNumbersThatAreNone() {
        assertThatThrownBy(() -> HOW.temperature(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The temperature of distillation from 'runs/big' is 0.0 but must be a number above 0. Use for "
                                + "example 4.");
        assertThatThrownBy(() -> HOW.temperature(Double.NaN)).hasMessageContaining("is NaN but must be");
        assertThatThrownBy(() -> HOW.weight(1.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The weight of distillation from 'runs/big' is 1.5 but must be a share above 0 and of at most "
                                + "1. Use for example 0.9, or leave distill out.");
        assertThatThrownBy(() -> HOW.weight(0)).hasMessageContaining("is 0.0 but must be");
    }
}
