package cnn.onnx.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operators that compute with quantized numbers, written as what they stand for: the numbers are turned into floats, the plain
 * operator computes, and the result is quantized. So ONNX describes them, and so they give the same numbers up to the rounding
 * of floats.
 */
public final class QuantizedNodes {
    private static final String MICROSOFT = "com.microsoft.";
    private static final long FLOAT = Element.FLOAT.number();

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants;

    private QuantizedNodes(Map<String, Constant> constants) {
        this.constants = new LinkedHashMap<>(constants);
    }

    /** The graph with such nodes written out. */
    public static Graph writtenOut(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> isQuantized(node.operator()))) {
            return graph;
        }
        QuantizedNodes written = new QuantizedNodes(graph.constants());
        graph.nodes().forEach(written::add);
        return new Graph(graph.opset(), graph.inputs(), written.constants, written.nodes, graph.outputs(),
                graph.metadata(), graph.producer());
    }

    /** The operators that are written out. */
    public static List<String> operators() {
        return List.of("QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger", "DynamicQuantizeLinear",
                MICROSOFT + "QLinearAdd", MICROSOFT + "QLinearMul", MICROSOFT + "QLinearSigmoid",
                MICROSOFT + "QLinearLeakyRelu", MICROSOFT + "QLinearGlobalAveragePool",
                MICROSOFT + "QLinearAveragePool", MICROSOFT + "QLinearConcat", MICROSOFT + "QLinearSoftmax",
                MICROSOFT + "QGemm", MICROSOFT + "DequantizeLinear", MICROSOFT + "QuantizeLinear");
    }

    private static boolean isQuantized(String operator) {
        return operators().contains(operator);
    }

    private void add(Node node) {
        switch (node.operator()) {
            case "QLinearConv" -> convolution(node);
            case "QLinearMatMul" -> binary(node, "MatMul", 6);
            case MICROSOFT + "QLinearAdd" -> binary(node, "Add", 6);
            case MICROSOFT + "QLinearMul" -> binary(node, "Mul", 6);
            case MICROSOFT + "QLinearSigmoid" -> unary(node, "Sigmoid");
            case MICROSOFT + "QLinearLeakyRelu" -> unary(node, "LeakyRelu");
            case MICROSOFT + "QLinearGlobalAveragePool" -> unary(node, "GlobalAveragePool");
            case MICROSOFT + "QLinearAveragePool" -> unary(node, "AveragePool");
            case MICROSOFT + "QLinearSoftmax" -> unary(node, "Softmax");
            case MICROSOFT + "QLinearConcat" -> concat(node);
            case MICROSOFT + "QGemm" -> gemm(node);
            case MICROSOFT + "DequantizeLinear", MICROSOFT + "QuantizeLinear" -> nodes.add(new Node(node.name(),
                    node.operator().substring(MICROSOFT.length()), node.inputs(), node.outputs(), node.attributes()));
            case "ConvInteger" -> integers(node, "Conv");
            case "MatMulInteger" -> integers(node, "MatMul");
            case "DynamicQuantizeLinear" -> dynamic(node);
            default -> nodes.add(node);
        }
    }

    private static String input(Node node, int index) {
        return index < node.inputs().size() ? node.inputs().get(index) : "";
    }

    /** A node before or behind the one that has the name. Its value is named after it. */
    private String add(Node node, String kind, String operator, Map<String, Object> attributes, String... inputs) {
        String name = node.name() + "/" + kind;
        nodes.add(new Node(name, operator, trimmed(inputs), List.of(name + ":"), new Attributes(attributes)));
        return name + ":";
    }

    private static List<String> trimmed(String... inputs) {
        int count = inputs.length;
        while (count > 0 && inputs[count - 1].isEmpty()) {
            count--;
        }
        return List.of(inputs).subList(0, count);
    }

    private String dequantized(Node node, int input, int scale, int zero, long axis) {
        return add(node, "dequantize-" + input, "DequantizeLinear", Map.of("axis", axis), input(node, input),
                input(node, scale), input(node, zero));
    }

    private String plain(Node node, String operator, String... inputs) {
        nodes.add(new Node(node.name(), operator, trimmed(inputs), List.of(node.name() + ":"), node.attributes()));
        return node.name() + ":";
    }

    private void quantized(Node node, String value, int scale, int zero) {
        nodes.add(new Node(node.name() + "/quantize", "QuantizeLinear",
                trimmed(value, input(node, scale), input(node, zero)), node.outputs(),
                new Attributes(Map.of())));
    }

    private void convolution(Node node) {
        String x = dequantized(node, 0, 1, 2, 1);
        String w = dequantized(node, 3, 4, 5, 0);
        String bias = "";
        if (!input(node, 8).isEmpty()) {
            String scale = add(node, "bias-scale", "Mul", Map.of(), input(node, 1), input(node, 4));
            bias = add(node, "bias", "DequantizeLinear", Map.of("axis", 0L), input(node, 8), scale);
        }
        quantized(node, plain(node, "Conv", x, w, bias), 6, 7);
    }

    private void binary(Node node, String operator, int scale) {
        String a = dequantized(node, 0, 1, 2, 1);
        String b = dequantized(node, 3, 4, 5, 1);
        quantized(node, plain(node, operator, a, b), scale, scale + 1);
    }

    private void unary(Node node, String operator) {
        quantized(node, plain(node, operator, dequantized(node, 0, 1, 2, 1)), 3, 4);
    }

    /** Its scale and zero come first, then each value with its own. */
    private void concat(Node node) {
        List<String> values = new ArrayList<>();
        for (int i = 2; i < node.inputs().size(); i += 3) {
            values.add(dequantized(node, i, i + 1, i + 2, 1));
        }
        quantized(node, plain(node, "Concat", values.toArray(String[]::new)), 0, 1);
    }

    /** A · B + C, C with the product of the two scales; a float where no scale for the output is given. */
    private void gemm(Node node) {
        String a = dequantized(node, 0, 1, 2, 1);
        long axis = node.attributes().flag("transB") ? 0 : 1;
        String b = dequantized(node, 3, 4, 5, axis);
        String c = "";
        if (!input(node, 6).isEmpty()) {
            String scale = add(node, "bias-scale", "Mul", Map.of(), input(node, 1), input(node, 4));
            c = add(node, "bias", "DequantizeLinear", Map.of("axis", 0L), input(node, 6), scale);
        }
        if (input(node, 7).isEmpty()) {
            nodes.add(new Node(node.name(), "Gemm", trimmed(a, b, c), node.outputs(), node.attributes()));
        } else {
            quantized(node, plain(node, "Gemm", a, b, c), 7, 8);
        }
    }

    /** Sums of whole numbers without scales, which floats hold exactly up to 2²⁴. */
    private void integers(Node node, String operator) {
        String a = shifted(node, 0, 2);
        String b = shifted(node, 1, 3);
        nodes.add(new Node(node.name(), operator, List.of(a, b), node.outputs(), node.attributes()));
    }

    private String shifted(Node node, int input, int zero) {
        String value = add(node, "float-" + input, "Cast", Map.of("to", FLOAT), input(node, input));
        if (input(node, zero).isEmpty()) {
            return value;
        }
        String offset = add(node, "zero-" + input, "Cast", Map.of("to", FLOAT), input(node, zero));
        return add(node, "shift-" + input, "Sub", Map.of(), value, offset);
    }

    /** As ONNX defines it: 0 is among the numbers, and 255 steps reach from the least to the greatest. */
    private void dynamic(Node node) {
        String zero = number(node, "number-0", 0);
        String x = input(node, 0);
        Map<String, Object> whole = Map.of("keepdims", 0L);
        String high = add(node, "high", "Max", Map.of(), add(node, "greatest", "ReduceMax", whole, x), zero);
        String low = add(node, "low", "Min", Map.of(), add(node, "least", "ReduceMin", whole, x), zero);
        String scale = add(node, "scale", "Div", Map.of(), add(node, "range", "Sub", Map.of(), high, low),
                number(node, "number-255", 255));
        String steps = add(node, "zero", "Div", Map.of(), add(node, "negative", "Sub", Map.of(), zero, low), scale);
        String point = add(node, "point", "QuantizeLinear", Map.of(), steps, number(node, "number-1", 1));
        String y = add(node, "quantize", "QuantizeLinear", Map.of(), x, scale, point);
        String[] values = {y, scale, point};
        for (int i = 0; i < node.outputs().size(); i++) {
            if (!node.outputs().get(i).isEmpty()) {
                nodes.add(new Node(node.name() + "/output-" + i, "Identity", List.of(values[i]),
                        List.of(node.outputs().get(i)), new Attributes(Map.of())));
            }
        }
    }

    private String number(Node node, String kind, float value) {
        String name = node.name() + "/" + kind + ":";
        constants.put(name, Constant.of(new int[0], new float[] {value}));
        return name;
    }
}
