package cnn.core.model;

import cnn.api.data.Image;
import cnn.api.data.Target;
import cnn.api.layer.Layer;
import cnn.api.train.Loss;
import cnn.core.data.ClassNames;
import cnn.core.engine.Engine;
import cnn.core.image.ByteImage;
import cnn.core.image.Fitting;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.network.Weights;
import cnn.core.registry.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A trained network and all that is needed to use it: its weights, what happens to images first, and what its answers
 * mean. Immutable, to be shared among threads.
 */
public final class Model {
    /** What the folder of a run calls it. */
    private static final String IN_RUN = "model.safetensors";

    private final Network network;
    private final Weights weights;
    private final Preprocessing preprocessing;
    private final List<Output> outputs;
    private final Provenance provenance;

    /** A model that tells classes apart, with a copy of these weights. As the one for any target. */
    public Model(Network network, Weights weights, Preprocessing preprocessing, List<String> classes, Loss loss,
            Provenance provenance) {
        this(network, weights, preprocessing, Target.classes(classes), loss, provenance);
    }

    /** A model with one output, the network's last layer, and a copy of these weights. As the one for any outputs. */
    public Model(Network network, Weights weights, Preprocessing preprocessing, Target target, Loss loss,
            Provenance provenance) {
        this(network, weights, preprocessing,
                List.of(new Output(target.name(), network.outputs().getFirst().name(), target, loss, 1)), provenance);
    }

    /**
     * A model with a copy of these weights.
     *
     * @param outputs what it answers; several in the order in which the network joins their layers
     * @throws IllegalArgumentException where network, preprocessing and outputs do not fit, or a weight is no number
     */
    public Model(Network network, Weights weights, Preprocessing preprocessing, List<Output> outputs,
            Provenance provenance) {
        this(network, weights, preprocessing, outputs, provenance, true);
    }

    private Model(Network network, Weights weights, Preprocessing preprocessing, List<Output> outputs,
            Provenance provenance, boolean copies) {
        List<String> layers = network.outputs().stream().map(Node::name).toList();
        int width = outputs.stream().mapToInt(output -> output.target().width()).sum();
        if (!network.input().equals(preprocessing.shape()) || network.output().size() != width
                || !outputs.stream().map(Output::layer).toList().equals(layers)) {
            throw new IllegalArgumentException("The network takes " + network.input() + " and gives "
                    + network.output() + ", but images are prepared as " + preprocessing.shape() + " for "
                    + outputs.stream().map(Model::words).collect(Collectors.joining(", ")) + ". These must agree.");
        }
        for (Output output : outputs) {
            ClassNames.check(output.target().names(), output.target().kind(),
                    outputs.size() == 1 ? "the model" : "the model's output '" + output.name() + "'");
        }
        String flaw = weights.firstNotFinite();
        if (flaw != null) {
            throw new IllegalArgumentException("The weights cannot make a model: " + flaw
                    + ", and every weight must be a finite number. Train again with a smaller learning rate.");
        }
        this.network = network;
        this.weights = copies ? weights.copy() : weights;
        this.preprocessing = preprocessing;
        this.outputs = List.copyOf(outputs);
        this.provenance = provenance;
    }

    /**
     * A model of these weights themselves, for whoever made them and keeps none: nobody may change them any more. As the one with
     * a copy.
     *
     * @throws IllegalArgumentException where network, preprocessing and outputs do not fit, or a weight is no number
     */
    public static Model holding(Network network, Weights weights, Preprocessing preprocessing, List<Output> outputs,
            Provenance provenance) {
        return new Model(network, weights, preprocessing, outputs, provenance, false);
    }

    private static String words(Output output) {
        Target target = output.target();
        return target.width() + " " + (target.kind().isOfClasses() ? "classes" : target.kind().noun() + "s");
    }

    /** The same model from elsewhere: what is immutable is shared. */
    private Model(Model model, Provenance provenance) {
        network = model.network;
        weights = model.weights;
        preprocessing = model.preprocessing;
        outputs = model.outputs;
        this.provenance = provenance;
    }

    /**
     * Reads a model file, or the one in the folder of a run.
     *
     * @param registry where the components that the model is made of are found
     * @throws IllegalArgumentException where the file is damaged, is no model, or needs a plug-in that is absent
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static Model load(Path file, Registry registry) {
        Path inside = file.resolve(IN_RUN);
        return ModelFile.read(Files.isRegularFile(inside) ? inside : file, registry);
    }

    /**
     * Reads a model file that is in memory. As {@link #load(Path, Registry)}.
     *
     * @param name what to call it in messages
     * @param file the whole file; not copied
     */
    public static Model load(String name, byte[] file, Registry registry) {
        return ModelFile.read(name, file, registry);
    }

    /**
     * Whether a safetensors file says that it is a model of this framework. Another may have weights alone.
     *
     * @throws IllegalArgumentException where it is no safetensors file
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static boolean isModel(Path file) {
        return ModelFile.isOne(file);
    }

    /** Writes a model file; what was there before stays until the new one is complete. */
    public void save(Path file) {
        ModelFile.write(this, file);
    }

    /** The network as it was trained: its output are scores. */
    public Network network() {
        return network;
    }

    /** The network with the losses' activations behind it: its output are predictions. */
    public Network predictionNetwork() {
        if (outputs.size() == 1) {
            Layer activation = loss().activation();
            return activation == null ? network : network.with(activation);
        }
        Map<String, @Nullable Layer> activations = new LinkedHashMap<>();
        for (Output output : outputs) {
            activations.put(output.name(), output.loss().activation());
        }
        return network.with(activations);
    }

    /** The numbers. To be read only. */
    public Weights weights() {
        return weights;
    }

    /** What happens to every image first. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** What it answers. */
    public List<Output> outputs() {
        return outputs;
    }

    /**
     * What its answers mean.
     *
     * @throws IllegalStateException where it has several outputs, each with a target of its own
     */
    public Target target() {
        return only().target();
    }

    private Output only() {
        if (outputs.size() > 1) {
            throw new IllegalStateException("The model has the outputs "
                    + outputs.stream().map(Output::name).collect(Collectors.joining(", "))
                    + ", each with a target and a loss of its own. Ask for outputs().");
        }
        return outputs.getFirst();
    }

    /**
     * Names of the classes, in the order of the network's outputs.
     *
     * @throws IllegalStateException where the model does not answer with classes: {@link #target()} says what with
     */
    public List<String> classes() {
        if (!target().kind().isOfClasses()) {
            throw new IllegalStateException("The model answers with " + target().kind().words() + " ("
                    + String.join(", ", target().names()) + "), not with classes. Ask for target().");
        }
        return target().names();
    }

    /** The loss it was trained with. */
    public Loss loss() {
        return only().loss();
    }

    /** What it was made from, and how good it was then. */
    public Provenance provenance() {
        return provenance;
    }

    /** This model with something else said about where it comes from. */
    public Model withProvenance(Provenance newProvenance) {
        return new Model(this, newProvenance);
    }

    /** Something that answers with this model, from any number of threads. */
    public Predictor predictor(Engine engine) {
        return new Predictor(this, engine);
    }

    /**
     * The image in the shape that the network takes: made grey or coloured, and resized as the model's training images
     * were, where it has another; itself where it has that shape.
     *
     * @throws IllegalArgumentException where the image has neither 1 nor 3 channels, nor the network's shape
     */
    public Image fit(Image image) {
        return Fitting.fit(image, network.input(), preprocessing.resize());
    }

    /** The same for a picture in bytes, which takes a quarter of the memory. */
    public Image fit(ByteImage picture) {
        return picture.fitted(network.input(), preprocessing.resize()).toImage();
    }
}
