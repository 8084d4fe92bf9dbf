package cnn.onnx;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.layers.loss.MeanSquaredError;
import cnn.layers.loss.SoftmaxCrossEntropy;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Node;
import cnn.onnx.graph.OrderedNodes;
import cnn.onnx.graph.Subgraphs;
import cnn.onnx.operator.Operators;
import cnn.onnx.translation.Translation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX file says, and how a network is to be made of it. Immutable: each choice makes another one.
 *
 * <p>The network's layers are named like the graph's nodes and have their numbers channels-last, the weights in their order.
 */
public final class OnnxModel {
    private final Graph graph;
    private final List<String> classes;
    private final List<Double> mean;
    private final List<Double> deviation;
    private final boolean batched;

    OnnxModel(Graph graph) {
        this(graph, names(graph.metadata().get("classes")), List.of(0.0), List.of(1.0), true);
    }

    private OnnxModel(Graph graph, List<String> classes, List<Double> mean, List<Double> deviation, boolean batched) {
        this.graph = graph;
        this.classes = List.copyOf(classes);
        this.mean = List.copyOf(mean);
        this.deviation = List.copyOf(deviation);
        this.batched = batched;
    }

    private static List<String> names(@Nullable String list) {
        return list == null || list.isBlank() ? List.of() : List.of(list.strip().split("\\s*[,\\n]\\s*"));
    }

    /** Names the classes, in the order of the scores; left alone they are the file's, or 0, 1, 2 and so on. */
    public OnnxModel classes(String... names) {
        return classes(List.of(names));
    }

    /** Names the classes, in the order of the scores; left alone they are the file's, or 0, 1, 2 and so on. */
    public OnnxModel classes(List<String> names) {
        return new OnnxModel(graph, names, mean, deviation, batched);
    }

    /**
     * What happens to values in [0, 1] before the network sees them: {@code (value − mean)/deviation}, one number for all channels
     * or one for each. Left alone they stay as they are; a network that was trained on values to 255 needs deviation 1/255.
     */
    public OnnxModel normalize(List<Double> newMean, List<Double> newDeviation) {
        return new OnnxModel(graph, classes, newMean, newDeviation, batched);
    }

    /** Gives an input of the graph its value, so that it is none any more: another network's weights, or a setting. */
    public OnnxModel constant(String input, Tensor value) {
        int[] dims = value.shape().dims();
        return with(input, Constant.of(dims, value.data()));
    }

    OnnxModel with(String input, Constant value) {
        return new OnnxModel(graph.with(input, value), classes, mean, deviation, batched);
    }

    /** Takes this value of the graph for its output: one of several, or one within, of which what lies behind is left out. */
    public OnnxModel output(String value) {
        return new OnnxModel(OrderedNodes.checked(graph.output(value)), classes, mean, deviation, batched);
    }

    /** Takes the whole of the input for one example, where its first axis is no batch. */
    public OnnxModel wholeInput() {
        return new OnnxModel(graph, classes, mean, deviation, false);
    }

    /**
     * The graph as a network, whose output is the graph's.
     *
     * @throws IllegalArgumentException that lists all nodes which cannot be translated
     */
    public ImportedNetwork network() {
        Translation.Result result = Translation.of(Subgraphs.joined(graph), batched, channelsLast(), Operators.ALL);
        return new ImportedNetwork(result.network(), result.weights(), result.output().dims());
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
     * softmax at its end becomes part of the loss. Any other gives numbers.
     *
     * @throws IllegalArgumentException that lists all nodes which cannot be translated, or says what does not fit the network
     */
    public Model model() {
        ImportedNetwork whole = network();
        boolean classifies = whole.network().output().rank() == 1;
        String scores = softmaxInput();
        ImportedNetwork imported = classifies && scores != null ? output(scores).network() : whole;
        Network network = imported.network();
        Shape output = network.output();
        List<String> names = classes.isEmpty()
                ? IntStream.range(0, output.size()).mapToObj(Integer::toString).toList()
                : classes;
        if (names.size() != output.size()) {
            throw new IllegalArgumentException("The model gives " + output.size() + " numbers, but " + names.size()
                    + " classes were named. Name as many, in the order of the numbers.");
        }
        Target target = classifies
                ? Target.classes(names)
                : Target.numbers(names.toArray(String[]::new));
        Loss loss = classifies ? SoftmaxCrossEntropy.of() : new MeanSquaredError();
        return new Model(network, imported.weights(), preprocessing(network.input()), target, loss,
                Provenance.unknown());
    }

    private Preprocessing preprocessing(Shape shape) {
        return new Preprocessing(shape, each(mean, shape.channels()), each(deviation, shape.channels()));
    }

    private static List<Double> each(List<Double> numbers, int channels) {
        return numbers.size() == 1 ? Collections.nCopies(channels, numbers.getFirst()) : numbers;
    }

    /** What a softmax at the end takes; null where there is none. */
    private @Nullable String softmaxInput() {
        Node last = graph.nodes().isEmpty() ? null : graph.nodes().getLast();
        return last != null && last.operator().equals("Softmax") && last.outputs().equals(graph.outputs())
                ? last.inputs().getFirst()
                : null;
    }

    /** The file's own notes, by key. */
    public Map<String, String> metadata() {
        return graph.metadata();
    }

    /** What comes in, by name: {@code Input3 (1, 1, 28, 28)}. */
    public List<String> inputs() {
        return graph.inputs().stream().map(input -> input.name() + " " + input.text()).toList();
    }

    Graph graph() {
        return graph;
    }
}
