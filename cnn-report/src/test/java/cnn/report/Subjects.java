package cnn.report;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.DataSet;
import cnn.api.data.DataSource.Splits;
import cnn.api.data.Image;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.engine.Engine;
import cnn.core.engine.LayerTimes;
import cnn.core.engine.Workers;
import cnn.core.evaluate.Evaluation;
import cnn.core.evaluate.Part;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.core.train.History;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.MaxPool2d;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Models that have learnt nothing, on noise, so that they are wrong in every way. */
final class Subjects {
    private static final Shape IMAGE = Shape.image(12, 12, 3);
    static final Engine ENGINE = new Engine(Registry.load().kernels("scalar"), new Workers(1));

    private Subjects() {
    }

    /** Names of so many classes. */
    static List<String> classes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    }

    static Model model(List<String> classes) {
        Network network = Network.of(IMAGE, Conv2d.of(4, 3), new Relu(), MaxPool2d.of(2), new Flatten(),
                Dense.of(classes.size()));
        return new Model(network, Weights.init(network, 7), Preprocessing.none(IMAGE), classes,
                SoftmaxCrossEntropy.of(),
                new Provenance("0.1", List.of("cnn.layers"), "{\"name\":\"noise\",\"seed\":3}", 3, "ab12", 1,
                        List.of(new Provenance.Result("train", 0.5, 0.75)), null, null));
    }

    /** Noise, so many images of each class. */
    record Noise(List<String> classes, int each, long key) implements DataSet {
        @Override
        public int size() {
            return each * classes.size();
        }

        @Override
        public Shape shape() {
            return IMAGE;
        }

        @Override
        public int label(int index) {
            return index % classes.size();
        }

        @Override
        public String name(int index) {
            return classes.get(label(index)) + "/" + index + ".png";
        }

        @Override
        public void read(int index, Image target) {
            for (int i = 0; i < target.pixels().length; i++) {
                target.pixels()[i] = Rng.uniform(Rng.key(key, index), i);
            }
        }
    }

    static History history(int epochs) {
        List<EpochReport> all = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            all.add(new EpochReport(epoch, 10L * epoch, 0.1 / epoch,
                    new Scores(1.0 / epoch, Map.of("accuracy", 1 - 0.5 / epoch)),
                    new Scores(1.1 / epoch, Map.of("accuracy", 1 - 0.6 / epoch)), 2, 1000, 0.01, epoch == 1));
        }
        return new History(all);
    }

    /** A report with all that there may be. */
    static Report report(List<String> classes, int each, int epochs) {
        Model model = model(classes);
        Noise train = new Noise(classes, each, 1);
        Noise test = new Noise(classes, each, 2);
        return Report.of("noise", model).history(history(epochs)).data(new Splits(train, null, test))
                .measured(Part.TEST, test, Evaluation.of(model, test, ENGINE))
                .times(LayerTimes.measure(model.predictionNetwork(), model.weights(), ENGINE, Duration.ZERO));
    }
}
