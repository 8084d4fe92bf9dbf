package cnn.explain;

import cnn.api.data.DataSet;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Inspection;
import cnn.core.image.ByteImage;
import cnn.core.image.ImageDecoder;
import cnn.core.model.Model;
import cnn.core.model.Predictor;
import cnn.core.network.Node;
import cnn.core.text.Count;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks into a model, from any number of threads at once: what its layers make of a picture, which pixels an answer hangs on, and
 * what its filters are.
 *
 * {@snippet :
 * Explainer explainer = Explainer.of(model, cnn.engine());
 * Explanation drawing = explainer.explain(Path.of("drawing.png"));
 * Attribution why = drawing.by(GradCam.of());
 * Attribution whyNot = drawing.forClass("square").by(GradCam.of().layer("stage2/conv"));
 * ImageIO.write(why.overlay(256), "png", new File("why.png"));
 * }
 *
 * Any model will do, whatever its layers: scores are explained as they are before the loss's activation makes probabilities of
 * them, by derivatives of the network in prediction. Nothing depends on the number of threads. Immutable.
 */
public final class Explainer {
    /** What the buffers of one look may take. */
    private static final long MOST_BYTES = 96L << 20;
    private static final int MOST_EXAMPLES = 32;

    private final Predictor predictor;
    private final Inspection.Basis basis;
    private final Layers layers;
    private final int batch;

    private Explainer(Predictor predictor, Engine engine) {
        this.predictor = predictor;
        Model model = predictor.model();
        basis = Inspection.Basis.of(model.network(), model.weights(), engine);
        layers = new Layers(model.network());
        long each = Math.max(1, basis.bytes(2) - basis.bytes(1));
        batch = Math.clamp(MOST_BYTES / each, 1, MOST_EXAMPLES);
    }

    /** Looks into a model. */
    public static Explainer of(Model model, Engine engine) {
        return new Explainer(model.predictor(engine), engine);
    }

    /** The model that it looks into. */
    public Model model() {
        return predictor.model();
    }

    /**
     * What the model makes of an image, which is resized and made grey or coloured where the model needs it.
     *
     * @throws IllegalArgumentException where it cannot be, or the model has no answer for it
     */
    public Explanation explain(Image image) {
        Image fitted = model().fit(image);
        return Explanation.of(this, fitted == image ? new Image(image.shape(), image.pixels().clone()) : fitted,
                predictor.predict(fitted));
    }

    /**
     * The same of an image file: PNG, JPEG, BMP, GIF, WebP, TIFF or PNM.
     *
     * @throws IllegalArgumentException where it is no image that can be read, or the model has no answer for it
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    public Explanation explain(Path file) {
        return explain(model().fit(ImageDecoder.decode(file)));
    }

    /** The same of a picture that the application has decoded or drawn. */
    public Explanation explain(BufferedImage picture) {
        return explain(model().fit(ByteImage.of(picture)));
    }

    /** The filters of all convolutions, in the order of computation. */
    public List<Filters> filters() {
        return Filters.of(model());
    }

    /**
     * The images that each map of a layer answers to most, and the part of each that it sees. Reads all images once.
     *
     * @param images of any shape that the model takes
     * @param layer the layer's name; of a block's path its last layer
     * @param most images for each map
     * @throws IllegalArgumentException where there is no such layer
     */
    public List<Excitement> exciting(DataSet images, String layer, int most) {
        return new Search(this, images, layers.find(layer), most).excitements();
    }

    /**
     * Draws what maps of a layer answer to most, by gradient ascent from grey.
     *
     * @param layer the layer's name; of a block's path its last layer
     * @param maps their numbers, from 0; none for all of the layer
     * @throws IllegalArgumentException where there is no such layer or map
     */
    public List<Stimulus> maximizing(String layer, ActivationMaximization how, int... maps) {
        Node node = layers.find(layer);
        int count = node.output().channels();
        for (int map : maps) {
            if (map < 0 || map >= count) {
                throw new IllegalArgumentException("The layer '" + node.name() + "' gives " + Count.of(count, "map")
                        + ", and number " + map + " is none of them. The first has the number 0, the last "
                        + (count - 1)
                        + ".");
            }
        }
        return Ascent.of(this, node, how, maps.length == 0 ? IntStream.range(0, count).toArray() : maps.clone());
    }

    /**
     * How many maps a layer gives; of a block's path its last layer. Each number of a vector counts as one.
     *
     * @throws IllegalArgumentException where there is no such layer
     */
    public int maps(String layer) {
        return layers.find(layer).output().channels();
    }

    /**
     * Whether a layer's output has places, height × width of more than 1; of a block's path its last layer.
     *
     * @throws IllegalArgumentException where there is no such layer
     */
    public boolean hasPlaces(String layer) {
        return Layers.hasPlaces(layers.find(layer).output());
    }

    /** Names of all layers, in the order of computation. */
    public List<String> layers() {
        return layers.all().stream().map(Node::name).toList();
    }

    /** The last layer before the first output whose output has places, height × width of more than 1; empty where none has. */
    public Optional<String> lastLayerWithPlaces() {
        return Optional.ofNullable(layers.lastWithPlaces(model().network().outputs().getFirst())).map(Node::name);
    }

    Layers nodes() {
        return layers;
    }

    /** Examples that go through together, which follows from the network alone. */
    int batch() {
        return batch;
    }

    /** Buffers for one look. */
    Inspection inspection(int examples) {
        return new Inspection(basis, examples);
    }
}
