package cnn.onnx.folding;

import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Computes nodes of which all inputs are constants. */
public final class Folding {
    /** What a node makes of constants. */
    @FunctionalInterface
    interface Fold {
        Constant of(Node node, int opset, List<@Nullable Constant> inputs);
    }

    /** What a node with several outputs makes of constants. */
    @FunctionalInterface
    interface FoldOfMany {
        List<Constant> of(Node node, int opset, List<@Nullable Constant> inputs);
    }

    private static final Map<String, Fold> FOLDS = folds();
    private static final Map<String, FoldOfMany> FOLDS_OF_MANY = Map.of("Split", ShapeFolds::split, "Unique",
            DistinctParts::of);

    private Folding() {
    }

    /** Whether nodes of an operator can be computed. */
    public static boolean knows(String operator) {
        return FOLDS.containsKey(operator) || FOLDS_OF_MANY.containsKey(operator);
    }

    /** The operators whose nodes can be computed. */
    public static Set<String> operators() {
        Set<String> all = new TreeSet<>(FOLDS.keySet());
        all.addAll(FOLDS_OF_MANY.keySet());
        return all;
    }

    /** What a node gives, output by output. */
    public static List<Constant> of(Node node, int opset, List<@Nullable Constant> inputs) {
        FoldOfMany many = FOLDS_OF_MANY.get(node.operator());
        return many != null
                ? many.of(node, opset, inputs)
                : List.of(FOLDS.get(node.operator()).of(node, opset, inputs));
    }

    private static Map<String, Fold> folds() {
        Map<String, Fold> folds = new HashMap<>();
        ShapeFolds.addTo(folds);
        NumberFolds.addTo(folds);
        QuantizationFolds.addTo(folds);
        BitFolds.addTo(folds);
        return folds;
    }

    static Constant required(List<@Nullable Constant> inputs, int index) {
        Constant constant = index < inputs.size() ? inputs.get(index) : null;
        if (constant == null) {
            throw new IllegalArgumentException("input " + index + " is left out");
        }
        return constant;
    }
}
