package cnn.onnx;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.core.engine.Engine;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.text.Count;
import cnn.core.text.Echo;
import cnn.layers.loss.BinaryCrossEntropy;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.OrderedNodes;
import cnn.onnx.graph.QuantizedNodes;
import cnn.onnx.graph.Subgraphs;
import cnn.onnx.operator.Operators;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Translation;
import cnn.onnx.translation.Untranslated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file says, and how a network is to be made of it. Immutable: each choice makes another one.
 *
 * <p>The network's layers are named like the graph's nodes and have their numbers channels-last, the weights in their order.
 */
public final class OnnxModel {
    private final Graph graph;
    private final FileNotes notes;
    private final boolean batched;

    OnnxModel(Graph graph) {
        this(graph, FileNotes.of(graph.metadata()), true);
    }

    private OnnxModel(Graph graph, FileNotes notes, boolean batched) {
        this.graph = graph;
        this.notes = notes;
        this.batched = batched;
    }

    /** Names the classes, in the order of the scores; left alone they are the file's, or 0, 1, 2 and so on. */
    public OnnxModel classes(String... names) {
        return classes(List.of(names));
    }

    /** Names the classes, in the order of the scores; left alone they are the file's, or 0, 1, 2 and so on. */
    public OnnxModel classes(List<String> names) {
        return new OnnxModel(graph, new FileNotes(List.copyOf(names), notes.mean(), notes.deviation(), notes.resize()),
                batched);
    }

    /**
     * What happens to values in [0, 1] before the network sees them: {@code (value − mean)/deviation}, one number for all channels
     * or one for each. Left alone it is what the file's notes {@code mean} and {@code deviation} say, or else nothing; a network
     * that was trained on values to 255 needs deviation 1/255.
     */
    public OnnxModel normalize(List<Double> newMean, List<Double> newDeviation) {
        return new OnnxModel(graph,
                new FileNotes(notes.classes(), List.copyOf(newMean), List.copyOf(newDeviation), notes.resize()),
                batched);
    }

    /** Gives an input of the graph its value, so that it is none any more: another network's weights, or a setting. */
    public OnnxModel constant(String input, Tensor value) {
        int[] dims = value.shape().dims();
        return with(input, Constant.of(dims, value.data()));
    }

    OnnxModel with(String input, Constant value) {
        return new OnnxModel(graph.with(input, value), notes, batched);
    }

    /** Takes this value of the graph for its output: one of several, or one within, of which what lies behind is left out. */
    public OnnxModel output(String value) {
        return outputs(value);
    }

    /** Takes these values of the graph for its outputs, of which what lies behind is left out. */
    public OnnxModel outputs(String... values) {
        return new OnnxModel(OrderedNodes.checked(graph.outputs(List.of(values))), notes, batched);
    }

    /** Whether the graph has a value of this name: an output, or one within. */
    public boolean gives(String value) {
        return !value.isEmpty() && graph.nodes().stream().anyMatch(node -> node.outputs().contains(value));
    }

    /**
     * Where the graph chooses among boxes, which no network does: take what goes in for the outputs, and choose behind the network.
     * Empty where it does not.
     *
     * @throws IllegalArgumentException where it chooses in several places, or by numbers that are computed
     */
    public Optional<BoxSuppression> suppression() {
        return BoxSuppression.of(graph);
    }

    /** What made the file, as it says, such as {@code pytorch}; empty where it does not. */
    public String producer() {
        return graph.producer();
    }

    /**
     * Gives the first axis of inputs that leave it open this length. With 1 a graph that mixes its batch with other axes, as
     * those that cut regions out of pictures do, serves for one picture at a time.
     */
    public OnnxModel batch(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("A batch has at least 1 example but was given " + length
                    + ". Give 1 for one picture at a time.");
        }
        return new OnnxModel(graph.withInputs(graph.inputs().stream().map(input -> input.first(length)).toList()),
                notes,
                batched);
    }

    /** Takes the whole of the input for one example, where its first axis is no batch. */
    public OnnxModel wholeInput() {
        return new OnnxModel(graph, notes, false);
    }

    /**
     * The graph as a network, whose output is the graph's. Of several inputs, and of several outputs, the network has the numbers
     * of one behind those of the other: {@link #predictor} tells them apart by name.
     *
     * @throws IllegalArgumentException that lists all nodes which cannot be translated
     */
    public ImportedNetwork network() {
        Translation.Result result = translated(joined(), null, batched).result();
        int[] axes = result.outputs().getFirst().dims();
        return new ImportedNetwork(result.network(), result.weights(), result.outputs().size() == 1
                ? axes
                : new int[] {axes.length == 0 ? 1 : axes[0], result.network().output().size()});
    }

    /** With nodes that say what quantised ones do, and one in the place of several that are one function. */
    private Graph joined() {
        return Subgraphs.joined(QuantizedNodes.writtenOut(graph));
    }

    /** Whether the file is for one example: what it computes for this one it computes for each. */
    private boolean isForOne() {
        return Translation.used(graph).stream().allMatch(input -> input.dims().length > 0 && input.dims()[0] == 1);
    }

    /**
     * The graph as a function of named tensors. Where it does not leave the first axis alone as the batch, the whole of each
     * input is one example.
     *
     * @throws IllegalArgumentException that lists all nodes which cannot be translated
     */
    public NamedPredictor predictor(Engine engine) {
        Graph plain = joined();
        Translated translated = translated(plain, true, null);
        return new NamedPredictor(plain, translated.result(), translated.batched(), () -> picture(translated), engine);
    }

    /** How a picture becomes the only input; null where none does. */
    private @Nullable PictureInput picture(Translated translated) {
        List<Activation> inputs = translated.result().inputs();
        int[] dims = inputs.size() == 1 ? inputs.getFirst().dims() : new int[0];
        if (dims.length != 4 || !translated.batched() && dims[0] != 1) {
            return null;
        }
        return new PictureInput(preprocessing(channelsLast()
                ? Shape.image(dims[1], dims[2], dims[3])
                : Shape.image(dims[2], dims[3], dims[1])), channelsLast());
    }

    /** A translation, and whether the first axis was the batch. */
    private record Translated(Translation.Result result, boolean batched) {
    }

    /**
     * The first axis as the batch; where the graph does not leave it alone, and may be taken whole, as any other. Where neither can
     * be, the message tells what stands in the way of each.
     *
     * @param whole whether it may: a graph for one example computes the same for each
     * @param scores the value to end in where the graph gives a row; null for its outputs
     */
    private Translated translated(Graph plain, boolean whole, @Nullable String scores) {
        if (!batched) {
            return translated(plain, scores, false);
        }
        try {
            return translated(plain, scores, true);
        } catch (IllegalArgumentException refusal) {
            if (isOpen()) {
                throw oneByOne(plain, scores, refusal);
            }
            if (!whole) {
                throw refusal;
            }
            try {
                return translated(plain, scores, false);
            } catch (IllegalArgumentException e) {
                throw Untranslated.neither(refusal, e);
            }
        }
    }

    /** Whether an input leaves the length of its first axis open. */
    private boolean isOpen() {
        return Translation.used(graph).stream().anyMatch(input -> input.dims().length > 0 && input.dims()[0] < 0);
    }

    /** What to tell where a graph does not leave its open first axis alone: whether it helps to give it the length 1. */
    private IllegalArgumentException oneByOne(Graph plain, @Nullable String scores, IllegalArgumentException refusal) {
        try {
            translated(plain.withInputs(plain.inputs().stream().map(input -> input.first(1)).toList()), scores, false);
        } catch (IllegalArgumentException e) {
            return Untranslated.neither(refusal, e);
        }
        return new IllegalArgumentException(refusal.getMessage()
                + " Or take it for one example at a time, as which it can be imported: batch(1) in Java.", refusal);
    }

    private Translated translated(Graph plain, @Nullable String scores, boolean asBatch) {
        return new Translated(Translation.of(plain, asBatch, channelsLast(), Operators.ALL, scores), asBatch);
    }

    /** Four axes with 1, 3 or 4 channels behind and more than that in front, where the rows are: as TensorFlow has images. */
    boolean channelsLast() {
        int[] dims = graph.inputs().isEmpty() ? new int[0] : graph.inputs().getFirst().dims();
        return dims.length == 4 && isColours(dims[3]) && dims[1] > 4
                && !"NCHW".equals(graph.metadata().get("layout"));
    }

    private static boolean isColours(int channels) {
        return channels == 1 || channels == 3 || channels == 4;
    }

    /**
     * The graph as a model to predict with, measure, train on and save. A graph that gives one row of numbers tells classes apart: a
     * softmax at its end becomes part of the loss. With a sigmoid at its end it gives labels, each on its own. Any other gives
     * numbers.
     *
     * @throws IllegalArgumentException that lists all nodes which cannot be translated, or says what does not fit the network
     */
    public Model model() {
        if (Translation.used(graph).size() != 1 || graph.outputs().size() != 1) {
            throw new IllegalArgumentException("The model has " + several(inputs().size(), "input", inputs()) + " and "
                    + several(graph.outputs().size(), "output", graph.outputs())
                    + ", but a model of pictures has one of each. Give the other inputs as constants with constant(name, "
                    + "tensor), choose an output with output(name), or ask for a predictor(engine) of named tensors.");
        }
        Ending end = Ending.of(graph);
        Translation.Result imported = translated(joined(), isForOne(), end.scores()).result();
        boolean classifies = imported.row();
        Ending ending = classifies ? end : Ending.PLAIN;
        Network network = imported.network();
        Shape output = network.output();
        List<String> names = notes.classes().isEmpty() || !classifies && namesThings(output)
                ? IntStream.range(0, output.size()).mapToObj(Integer::toString).toList()
                : notes.classes();
        if (names.size() != output.size()) {
            throw new IllegalArgumentException("The model gives " + output.size() + " numbers, but " + names.size()
                    + " classes were named. Name as many, in the order of the numbers.");
        }
        Target target = !classifies
                ? Target.numbers(names.toArray(String[]::new))
                : ending.eachAlone() ? Target.labels(names.toArray(String[]::new)) : Target.classes(names);
        Loss loss = !classifies
                ? new MeanSquaredError()
                : ending.eachAlone() ? BinaryCrossEntropy.of() : SoftmaxCrossEntropy.of();
        return Model.holding(network, imported.weights(), preprocessing(network.input()),
                List.of(new Output(target.name(), network.outputs().getFirst().name(), target, loss, 1)),
                Provenance.unknown());
    }

    /** Whether the file's names are of what the network finds, as Ultralytics writes them, and not of its numbers. */
    private boolean namesThings(Shape output) {
        return notes.classes().size() != output.size()
                && notes.classes().equals(FileNotes.of(graph.metadata()).classes());
    }

    private static String several(int count, String noun, List<String> names) {
        return Count.of(count, noun) + " (" + names.stream().limit(20).map(Echo::of).collect(Collectors.joining(", "))
                + ")";
    }

    private Preprocessing preprocessing(Shape shape) {
        return new Preprocessing(shape, each(notes.mean(), 0, shape.channels()),
                each(notes.deviation(), 1, shape.channels()), notes.resize());
    }

    /** What is assumed because neither the file nor anybody says it; empty where all is said. */
    public List<String> assumptions() {
        List<String> assumed = new ArrayList<>();
        if (notes.mean() == null && notes.deviation() == null) {
            assumed.add(
                    "Pictures come with values in [0, 1] and are not normalized, for the file has no notes 'mean' and "
                            + "'deviation'. If it was trained on others, say so: normalize(mean, deviation), --mean and "
                            + "--deviation.");
        }
        if (notes.classes().isEmpty()) {
            assumed.add(
                    "Classes are called 0, 1, 2 and so on, for the file has no note 'classes' or 'names'. Name them: "
                            + "classes(names), --classes.");
        }
        return assumed;
    }

    private static List<Double> each(@Nullable List<Double> numbers, double otherwise, int channels) {
        return numbers == null || numbers.size() == 1
                ? Collections.nCopies(channels, numbers == null ? otherwise : numbers.getFirst())
                : numbers;
    }

    /** What the classes are called: as they were named, else as the file says; none where neither does. */
    public List<String> classNames() {
        return notes.classes();
    }

    /** The file's own notes, by key. */
    public Map<String, String> metadata() {
        return graph.metadata();
    }

    /** What comes in, by name: {@code Input3 (1, 1, 28, 28)}. */
    public List<String> inputs() {
        return graph.inputs().stream().map(input -> input.name() + " " + input.text()).toList();
    }

    /** Names of what the graph gives. */
    public List<String> outputs() {
        return graph.outputs();
    }

    Graph graph() {
        return graph;
    }
}
