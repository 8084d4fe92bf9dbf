package cnn.onnx;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.model.Preprocessing;
import cnn.core.network.Network;
import cnn.core.text.Echo;
import cnn.core.text.Nearest;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.translation.Activation;
import cnn.onnx.translation.Translation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A graph as a function of named tensors, in the file's own order of axes: several inputs, several outputs, no pictures and no
 * classes. The first axis is the batch, of any length, where the graph leaves it alone; otherwise the lengths are the file's.
 *
 * {@snippet :
 * NamedPredictor net = Onnx.read(Path.of("net.onnx")).predictor(cnn.engine());
 * Map<String, Tensor> answer = net.predict(Map.of("image", image, "mask", mask));
 * }
 *
 * All numbers are floats; whole ones among them are exact up to 2²⁴. Safe for all threads: each has a
 * session to itself.
 */
public final class NamedPredictor {
    private final Graph graph;
    private final List<Input> inputs;
    private final Translation.Result translated;
    private final boolean batched;
    private final Engine engine;
    private final int[][] inputIndices;
    private final int[][] outputIndices;
    private final Supplier<@Nullable PictureInput> pictures;
    private final Deque<Session> waiting = new ArrayDeque<>();

    /**
     * A function.
     *
     * @param pictures how a picture becomes its only input; null where none does. Asked only when pictures come
     */
    NamedPredictor(Graph graph, Translation.Result translated, boolean batched,
            Supplier<@Nullable PictureInput> pictures,
            Engine engine) {
        this.graph = graph;
        this.translated = translated;
        this.batched = batched;
        this.pictures = pictures;
        this.engine = engine;
        inputs = Translation.used(graph);
        inputIndices = indices(translated.inputs());
        outputIndices = indices(translated.outputs());
    }

    private static int[][] indices(List<Activation> values) {
        return values.stream().map(Activation::onnxIndices).toArray(int[][]::new);
    }

    /** The network behind it. Its input are the graph's, one behind the other, its output likewise. */
    public Network network() {
        return translated.network();
    }

    /** Names of what must be given. */
    public List<String> inputs() {
        return inputs.stream().map(Input::name).toList();
    }

    /** Names of what comes back. */
    public List<String> outputs() {
        return graph.outputs();
    }

    /** Whether the first axis of every tensor is the batch, of any length. */
    public boolean isBatched() {
        return batched;
    }

    /**
     * The axes of what is given or comes back under a name; a batch of any length has 1.
     *
     * @throws IllegalArgumentException where there is no such name
     */
    public Shape shape(String name) {
        int input = inputs().indexOf(name);
        int output = outputs().indexOf(name);
        if (input < 0 && output < 0) {
            throw new IllegalArgumentException("The model has no input or output '" + Echo.of(name) + "'."
                    + Nearest.question(name, outputs()) + " It takes " + Echo.of(String.join(", ", inputs()))
                    + " and gives " + Echo.of(String.join(", ", outputs())) + ".");
        }
        return shape((input < 0 ? translated.outputs().get(output) : translated.inputs().get(input)).dims(), 1);
    }

    private Shape shape(int[] dims, int batch) {
        int[] own = dims.length == 0 ? new int[] {1} : dims.clone();
        if (batched) {
            own[0] = batch;
        }
        return Shape.of(own);
    }

    /**
     * What happens to a picture before the graph sees it: its shape, (H, W, C), and the numbers and ways that the file's notes
     * say or {@link OnnxModel#normalize} said.
     *
     * @throws IllegalStateException where the graph takes something else than one picture
     */
    public Preprocessing preprocessing() {
        return picture().preprocessing();
    }

    private PictureInput picture() {
        PictureInput picture = pictures.get();
        if (picture == null) {
            throw new IllegalStateException("The model takes "
                    + inputs.stream().limit(20).map(input -> Echo.of(input.name()) + " " + input.text())
                            .collect(Collectors.joining(", "))
                    + ", but a picture is one input, 1×(C, H, W) or 1×(H, W, C). Give tensors by name, from Java.");
        }
        return picture;
    }

    /**
     * What the graph gives for a picture, by name: {@link #preprocessing()} is applied to it.
     *
     * @param image of the shape that the preprocessing has, values in [0, 1]
     * @throws IllegalArgumentException where it has another shape
     * @throws IllegalStateException where the graph takes something else than one picture
     */
    public Map<String, Tensor> predict(Image image) {
        return predict(Map.of(inputs.getFirst().name(), picture().tensor(image)));
    }

    /**
     * What the graph gives for these tensors, by name. A single number is a tensor (1).
     *
     * @throws IllegalArgumentException where one is missing, unknown, or of other axes
     */
    public Map<String, Tensor> predict(Map<String, Tensor> tensors) {
        int batch = batch(tensors);
        Session session = take(batch);
        try {
            int at = 0;
            for (int i = 0; i < inputs.size(); i++) {
                int size = inputIndices[i].length;
                put(tensors.get(inputs.get(i).name()).data(), inputIndices[i], session.input(), at, batch);
                at += size;
            }
            session.forward(batch, false, 0);
            return outputs(session.output(), batch);
        } finally {
            giveBack(session);
        }
    }

    private int batch(Map<String, Tensor> tensors) {
        for (String name : tensors.keySet()) {
            if (graph.inputs().stream().noneMatch(input -> input.name().equals(name))) {
                throw refusal("was given '" + Echo.of(name) + "', which is none of its inputs");
            }
        }
        int batch = -1;
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).name();
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw refusal("was not given '" + Echo.of(name) + "'");
            }
            int[] dims = translated.inputs().get(i).dims().clone();
            int[] given = tensor.shape().dims();
            if (batched && given.length == dims.length && (batch < 0 || given[0] == batch)) {
                batch = given[0];
                dims[0] = batch;
            }
            if (!Arrays.equals(given, dims.length == 0 ? new int[] {1} : dims)) {
                throw refusal("was given '" + Echo.of(name) + "' as " + tensor.shape() + " but needs "
                        + Arrays.toString(dims)
                        + (batched ? ", the first axis being the batch, the same for all" : ""));
            }
        }
        return batched ? batch : 1;
    }

    private IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException("The model " + problem + ". Give a tensor for each of its inputs: "
                + graph.inputs().stream().limit(20).map(input -> Echo.of(input.name()) + " " + input.text())
                        .collect(Collectors.joining(", "))
                + ".");
    }

    /** Each example's numbers in the order that the network has them in memory. */
    private void put(float[] from, int[] indices, float[] to, int at, int batch) {
        int width = translated.network().input().size();
        for (int example = 0; example < batch; example++) {
            for (int k = 0; k < indices.length; k++) {
                to[example * width + at + k] = from[example * indices.length + indices[k]];
            }
        }
    }

    private Map<String, Tensor> outputs(float[] numbers, int batch) {
        int width = translated.network().output().size();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < outputIndices.length; i++) {
            int[] indices = outputIndices[i];
            float[] ordered = new float[batch * indices.length];
            for (int example = 0; example < batch; example++) {
                for (int k = 0; k < indices.length; k++) {
                    ordered[example * indices.length + indices[k]] = numbers[example * width + at + k];
                }
            }
            outputs.put(graph.outputs().get(i), new Tensor(shape(translated.outputs().get(i).dims(), batch), ordered));
            at += indices.length;
        }
        return outputs;
    }

    /** One that holds so many examples, made where none waits. */
    private Session take(int batch) {
        synchronized (waiting) {
            Session session = waiting.poll();
            if (session != null && session.maxBatch() >= batch) {
                return session;
            }
        }
        return Session.forPrediction(translated.network(), translated.weights(), engine, batch);
    }

    private void giveBack(Session session) {
        synchronized (waiting) {
            if (waiting.size() < Runtime.getRuntime().availableProcessors()) {
                waiting.push(session);
            }
        }
    }
}
