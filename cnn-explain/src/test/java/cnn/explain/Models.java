package cnn.explain;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.JoinedOutputs;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import cnn.layers.BatchNorm;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Dropout;
import cnn.layers.Flatten;
import cnn.layers.GlobalAveragePool2d;
import cnn.layers.MaxPool2d;
import cnn.layers.Padding;
import cnn.layers.activation.Relu;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.util.Arrays;
import java.util.List;

/** Models that have learnt nothing, and noise for them to look at. */
final class Models {
    static final List<String> CLASSES = List.of("triangle", "square", "circle");
    static final Engine ENGINE = new Engine(Registry.load().kernels("scalar"), new Workers(1));
    private static final Shape IMAGE = Shape.image(12, 10, 3);

    private Models() {
    }

    static Model of(Network network) {
        return of(network, Weights.init(network, 5));
    }

    static Model of(Network network, Weights weights) {
        int channels = network.input().channels();
        Double[] mean = new Double[channels];
        Double[] deviation = new Double[channels];
        Arrays.setAll(mean, c -> 0.4 + 0.1 * c);
        Arrays.setAll(deviation, c -> 0.5 + 0.25 * c);
        return new Model(network, weights,
                new Preprocessing(network.input(), Arrays.asList(mean), Arrays.asList(deviation)), CLASSES,
                SoftmaxCrossEntropy.of(), Provenance.unknown());
    }

    /** Two convolutions with all that works otherwise in training. */
    static Network convolutions() {
        Network.Builder builder = Network.builder(IMAGE);
        builder.add("block1/conv1", Conv2d.of(6, 3).padding(Padding.SAME));
        builder.add("block1/norm", BatchNorm.of());
        builder.add("block1/relu", new Relu());
        builder.add("pool", MaxPool2d.of(2));
        builder.add("block2/conv1", Conv2d.of(8, 3).padding(Padding.SAME));
        builder.add("block2/relu", new Relu());
        builder.add("dropout", Dropout.of(0.5));
        builder.add("flatten", new Flatten());
        builder.add("head", Dense.of(3));
        return builder.build();
    }

    /** What class activation maps were first made of. */
    static Network pooled() {
        return Network.of(IMAGE, Conv2d.of(5, 3), new Relu(), new GlobalAveragePool2d(), new Flatten(), Dense.of(3));
    }

    static Network linear() {
        return Network.of(Shape.image(6, 5, 2), new Flatten(), Dense.of(3));
    }

    /** One trunk, a class and two numbers. */
    static Model twoOutputs() {
        Network.Builder builder = Network.builder(IMAGE);
        builder.add("trunk", Conv2d.of(4, 3));
        var flat = builder.add("flat", new Flatten());
        builder.add("kind", Dense.of(3), flat);
        builder.add("place", Dense.of(2), flat);
        builder.addNamed("outputs", new JoinedOutputs(), List.of("kind", "place"));
        Network network = builder.build();
        return new Model(network, Weights.init(network, 3), Preprocessing.none(IMAGE), List.of(
                new Output("kind", "kind", Target.classes(CLASSES).name("kind"), SoftmaxCrossEntropy.of(), 1),
                new Output("place", "place", Target.numbers("x", "y").name("place"), new MeanSquaredError(), 1)),
                Provenance.unknown());
    }

    static Image noise(Shape shape, long key) {
        Image image = Image.of(shape);
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = Rng.uniform(key, i);
        }
        return image;
    }

    static Explanation explanation(Network network) {
        return Explainer.of(of(network), ENGINE).explain(noise(network.input(), 9));
    }
}
