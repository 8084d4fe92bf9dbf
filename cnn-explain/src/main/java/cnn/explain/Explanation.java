package cnn.explain;

import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.core.engine.Inspection;
import cnn.core.model.Output;
import cnn.core.model.Prediction;
import cnn.core.network.Node;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model makes of one picture. It explains the score of the predicted class; of several labels the most probable; of
 * numbers the first; of a model with several outputs that of the first. {@link #forClass} and {@link #output} choose others.
 * Immutable, to be shared among threads.
 */
public final class Explanation {
    private final Explainer explainer;
    private final Image image;
    private final Prediction prediction;
    private final int output;
    private final int number;

    private Explanation(Explainer explainer, Image image, Prediction prediction, int output, int number) {
        this.explainer = explainer;
        this.image = image;
        this.prediction = prediction;
        this.output = output;
        this.number = number;
    }

    static Explanation of(Explainer explainer, Image fitted, Prediction prediction) {
        return new Explanation(explainer, fitted, prediction, 0, 0).best(0);
    }

    /** The picture as the network takes it, values in [0, 1] before normalisation. To be read only. */
    public Image image() {
        return image;
    }

    /**
     * The picture as the network takes it, to be shown: in colour where it has three channels, else grey.
     *
     * @param side what the longer side has about, in pixels
     */
    public BufferedImage picture(int side) {
        return Pictures.of(image, side);
    }

    /** What the model answers. */
    public Prediction prediction() {
        return prediction;
    }

    /** The class, label or number that is explained. */
    public String subject() {
        return target().names().get(number);
    }

    /** The name of the model's output that is explained. */
    public String output() {
        return chosen().name();
    }

    /**
     * Explains another class, label or number of the output.
     *
     * @throws IllegalArgumentException where the output has none of that name
     */
    public Explanation forClass(String name) {
        int index = target().names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("The model has no " + target().kind().noun() + " '" + Echo.of(name)
                    + "'."
                    + Nearest.question(name, target().names()) + " It has " + target().names().stream().limit(20)
                            .map(Echo::of).collect(Collectors.joining(", "))
                    + (target().width() > 20 ? ", … (" + target().width() + " in all)." : "."));
        }
        return new Explanation(explainer, image, prediction, output, index);
    }

    /**
     * Explains what another of the model's outputs answers.
     *
     * @throws IllegalArgumentException where the model has none of that name
     */
    public Explanation output(String name) {
        List<String> names = outputs().stream().map(Output::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("The model has no output '" + Echo.of(name) + "'."
                    + Nearest.question(name, names) + " It has " + String.join(", ", names) + ".");
        }
        return best(index);
    }

    /** The answer of an output that is explained unless one says otherwise. */
    private Explanation best(int index) {
        Output one = outputs().get(index);
        Prediction answer = outputs().size() == 1 ? prediction : prediction.output(one.name());
        int best = one.target().kind() == Target.Kind.NUMBERS
                ? 0
                : one.target().names().indexOf(answer.ranking().getFirst().label());
        return new Explanation(explainer, image, prediction, index, best);
    }

    /**
     * Which parts of the picture the score hangs on.
     *
     * @throws IllegalArgumentException where the method finds no ground for it in this model, saying what would
     */
    public Attribution by(AttributionMethod method) {
        return method.apply(probe());
    }

    /** The same by every bundled method; without those that need a layer with places where the model has none. */
    public List<Attribution> byAll() {
        boolean hasPlaces = lastLayerWithPlaces().isPresent();
        return AttributionMethod.bundled().stream()
                .filter(method -> hasPlaces || !(method instanceof GradCam || method instanceof GradCamPlusPlus))
                .map(this::by).toList();
    }

    /** The last layer before the score whose output has places, height × width of more than 1; empty where none has. */
    public Optional<String> lastLayerWithPlaces() {
        return Optional.ofNullable(explainer.nodes().lastWithPlaces(outputNode())).map(Node::name);
    }

    /** What a layer makes of the picture; of a block's path its last layer. */
    public FeatureMaps maps(String layer) {
        Node node = explainer.nodes().find(layer);
        return maps(List.of(node)).getFirst();
    }

    /** What each layer makes of the picture, in the order of computation. */
    public List<FeatureMaps> maps() {
        return maps(explainer.nodes().all());
    }

    private List<FeatureMaps> maps(List<Node> nodes) {
        Inspection inside = explainer.inspection(1);
        explainer.model().preprocessing().apply(image.pixels(), inside.input(), 0);
        inside.forward(1);
        List<FeatureMaps> maps = new ArrayList<>();
        nodes.forEach(node -> maps.add(FeatureMaps.of(node, inside.output(node))));
        return maps;
    }

    /** The score that is explained, before the loss's activation. */
    public double score() {
        return probe().score(image.pixels());
    }

    private List<Output> outputs() {
        return explainer.model().outputs();
    }

    private Output chosen() {
        return outputs().get(output);
    }

    private Target target() {
        return chosen().target();
    }

    private Probe probe() {
        return new Probe(explainer, image, subject(), outputNode(), number);
    }

    private Node outputNode() {
        return explainer.model().network().outputs().get(output);
    }
}
