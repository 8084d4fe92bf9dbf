package cnn.onnx.translation;

import cnn.api.kernel.Kernels;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Input;
import cnn.onnx.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node makes of constants, computed once by the layers that it would become: for operators that nothing else folds. */
final class Evaluation {
    /** Numbers and products that are worth computing while a file is read: a tenth of a second. */
    static final long MOST = 1 << 24;
    /** Whole numbers beyond are not exact in floats. */
    private static final double EXACT = 1 << 24;

    private Evaluation() {
    }

    /** Found once, where any graph needs them. */
    private static final class Plain {
        private static final Kernels KERNELS = Registry.load().kernels("scalar");
    }

    /**
     * The outputs of a node, by name; null where they are too much or no layers make them, so that the node itself is to say why.
     *
     * @param constants all of its inputs
     */
    static @Nullable Map<String, Constant> of(Graph graph, Node node, Map<String, Constant> constants,
            Map<String, Operator> operators) {
        String first = node.inputs().getFirst();
        Constant given = constants.get(first);
        if (given == null || given.size() == 0 || !isExact(given)) {
            return null;
        }
        Map<String, Constant> others = new HashMap<>(constants);
        others.remove(first);
        List<String> outputs = node.outputs().stream().filter(name -> !name.isEmpty()).toList();
        try {
            Translation.Result result = Translation.of(new Graph(graph.opset(),
                    List.of(new Input(first, given.type().number(), given.dims())), others, List.of(node), outputs,
                    Map.of(), ""), false, false, operators);
            return computed(result, outputs, given);
        } catch (IllegalArgumentException e) {
            return null; // the node is translated in its place, and says why it cannot be
        }
    }

    private static boolean isExact(Constant constant) {
        if (!constant.isFloat()) {
            for (int i = 0; i < constant.size(); i++) {
                if (Math.abs(constant.number(i)) > EXACT) {
                    return false;
                }
            }
        }
        return true;
    }

    private static @Nullable Map<String, Constant> computed(Translation.Result result, List<String> names,
            Constant given) {
        long work = result.network().multiplyAdds()
                + result.network().nodes().stream().mapToLong(node -> node.output().size()).sum();
        if (work > MOST) {
            return null;
        }
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(result.network(), result.weights(),
                    new Engine(Plain.KERNELS, workers), 1);
            int[] in = result.inputs().getFirst().onnxIndices();
            for (int i = 0; i < in.length; i++) {
                session.input()[i] = (float) given.number(in[i]);
            }
            session.forward(1, false, 0);
            Map<String, Constant> outputs = new HashMap<>();
            int at = 0;
            for (int i = 0; i < names.size(); i++) {
                Activation output = result.outputs().get(i);
                Constant constant = constant(output, session.output(), at);
                if (constant == null) {
                    return null;
                }
                outputs.put(names.get(i), constant);
                at += output.size();
            }
            return outputs;
        }
    }

    private static @Nullable Constant constant(Activation output, float[] numbers, int at) {
        int[] indices = output.onnxIndices();
        float[] ordered = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            ordered[indices[i]] = numbers[at + i];
        }
        if (output.type().isFloat()) {
            return Constant.of(output.dims(), ordered).as(output.type());
        }
        long[] whole = new long[ordered.length];
        for (int i = 0; i < whole.length; i++) {
            if (!(Math.abs(ordered[i]) <= EXACT)) {
                return null;
            }
            whole[i] = (long) ordered[i];
        }
        return Constant.of(output.dims(), whole).as(output.type());
    }
}
