package cnn.onnx;

import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.onnx.export.Export;
import cnn.onnx.export.Options;
import cnn.onnx.file.GraphWriter;
import cnn.onnx.graph.Graph;
import cnn.onnx.layer.LayerExports;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a network is to become an ONNX file. Immutable: each choice makes another one.
 *
 * <p>The graph has one input, {@code input}, float32, channels first: (N, C, H, W) with N open. Nodes and what they give are called
 * like the layers. The same network gives the same bytes.
 */
public final class OnnxExport {
    private final Network network;
    private final @Nullable Network scores;
    private final Weights weights;
    private final List<String> outputs;
    private final Map<String, String> notes;
    private final Options options;

    OnnxExport(Network network, Weights weights) {
        this(network, null, weights, List.of(), Map.of(), new Options(0, Options.NEWEST, false));
    }

    OnnxExport(Model model) {
        this(model.predictionNetwork(), model.network(), model.weights(), model.outputs().size() == 1
                ? List.of()
                : model.outputs().stream().map(Output::name).toList(), ModelNotes.of(model),
                new Options(0, Options.NEWEST, false));
    }

    private OnnxExport(Network network, @Nullable Network scores, Weights weights, List<String> outputs,
            Map<String, String> notes, Options options) {
        this.network = network;
        this.scores = scores;
        this.weights = weights;
        this.outputs = outputs;
        this.notes = notes;
        this.options = options;
    }

    private OnnxExport with(Options others) {
        return new OnnxExport(network, scores, weights, outputs, notes, others);
    }

    /** With a batch of so many examples; left alone, or 0, it is open. */
    public OnnxExport batch(int examples) {
        return with(new Options(examples, options.newest(), options.folds()));
    }

    /**
     * With operators no newer than this version, 17 to 21. Left alone it is the oldest of them that has one operator for each
     * layer; a layer that needs a newer one, such as GELU before 20, is written as several.
     */
    public OnnxExport opset(int newest) {
        return with(new Options(options.batch(), newest, options.folds()));
    }

    /** With batch normalisations in the weights of the convolutions before them, or as they are. */
    public OnnxExport foldBatchNorm(boolean wanted) {
        return with(new Options(options.batch(), options.newest(), wanted));
    }

    /** With what the model's network gives, before the losses turn scores into predictions such as probabilities. */
    public OnnxExport scores() {
        return new OnnxExport(scores == null ? network : scores, null, weights, outputs, notes, options);
    }

    /**
     * The bytes of the file.
     *
     * @throws IllegalArgumentException that lists all layers which ONNX cannot have
     */
    public byte[] bytes() {
        Export.Result result = result();
        return GraphWriter.bytes(result.graph(), result.dims());
    }

    /**
     * Writes the file; what was there before stays until the new one is complete.
     *
     * @throws IllegalArgumentException that lists all layers which ONNX cannot have
     * @throws java.io.UncheckedIOException where it cannot be written
     */
    public void write(Path file) {
        Export.Result result = result();
        GraphWriter.write(result.graph(), result.dims(), file);
    }

    private Export.Result result() {
        Export.Result result = Export.of(network, weights, options, outputs, LayerExports.ALL);
        Map<String, String> all = new LinkedHashMap<>(notes);
        all.put("layout", "NCHW"); // images four pixels wide look as if their channels were last
        return new Export.Result(result.graph().withMetadata(all), result.dims());
    }

    Graph graph() {
        return result().graph();
    }
}
