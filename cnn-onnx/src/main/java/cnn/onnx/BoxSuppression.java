package cnn.onnx;

import cnn.core.text.Echo;
import cnn.onnx.graph.Constant;
import cnn.onnx.graph.Graph;
import cnn.onnx.graph.Node;
import cnn.onnx.translation.KnownValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a graph chooses among boxes by ONNX's operator NonMaxSuppression, what goes in there, and how it chooses. How many boxes
 * it keeps depends on the picture, so that a network ends before it: with {@code model.outputs(boxes, scores)}, behind which
 * {@code BoxSelection} of {@code cnn-vision} chooses as the graph does.
 *
 * @param boxes name of the value with the boxes, N×B×4
 * @param scores name of the value with the scores, N×C×B
 * @param mostPerClass boxes that are kept of a class, 0 where the graph says none
 * @param overlap intersection over union that a kept box may have with a better one, in [0, 1]
 * @param score what a box's score must exceed; −∞ for any
 * @param centred whether a box is a centre and lengths instead of two corners
 */
public record BoxSuppression(String boxes, String scores, int mostPerClass, float overlap, float score,
        boolean centred) {
    private static final String OPERATOR = "NonMaxSuppression";
    private static final String REMEDY = " Take what goes in for the outputs, outputs(boxes, scores) or --layout boxes "
            + "--output SCORES,BOXES, and say there how to choose.";

    public BoxSuppression {
        if (mostPerClass < 0 || !(overlap >= 0 && overlap <= 1) || Float.isNaN(score)) {
            throw new IllegalArgumentException("The graph keeps " + mostPerClass + " boxes of a class, an overlap of "
                    + overlap + " and scores above " + score + ", but needs a number from 0 on, an overlap from 0 to 1 "
                    + "and a score." + REMEDY);
        }
    }

    static Optional<BoxSuppression> of(Graph graph) {
        List<Node> nodes = graph.nodes().stream().filter(node -> node.operator().equals(OPERATOR)).toList();
        if (nodes.size() > 1) {
            throw new IllegalArgumentException("The graph chooses among boxes by " + nodes.size() + " nodes "
                    + nodes.stream().limit(8).map(BoxSuppression::text).collect(Collectors.joining(", "))
                    + (nodes.size() > 8 ? ", …" : "") + ", and nothing says which of them counts." + REMEDY);
        }
        return nodes.stream().findFirst().map(node -> of(graph, node));
    }

    private static BoxSuppression of(Graph graph, Node node) {
        if (value(node, 0).isEmpty() || value(node, 1).isEmpty()) {
            throw new IllegalArgumentException(
                    "The node " + text(node) + " chooses among boxes, but boxes or scores are "
                            + "left out. The file does not follow ONNX: export it again.");
        }
        double most = option(graph, node, 2, "number of boxes", 0);
        return new BoxSuppression(value(node, 0), value(node, 1),
                (int) Math.clamp(most, Integer.MIN_VALUE, Integer.MAX_VALUE),
                (float) option(graph, node, 3, "overlap", 0),
                (float) option(graph, node, 4, "score", Double.NEGATIVE_INFINITY),
                node.attributes().flag("center_point_box"));
    }

    private static double option(Graph graph, Node node, int input, String what, double otherwise) {
        String name = value(node, input);
        if (name.isEmpty()) {
            return otherwise;
        }
        Constant constant = KnownValue.of(graph, name);
        if (constant == null || constant.size() != 1) {
            throw new IllegalArgumentException("The node " + text(node) + " chooses among boxes by its " + what + ", '"
                    + Echo.of(name) + "', that is computed, and one number that is known is needed." + REMEDY);
        }
        return constant.number(0);
    }

    private static String value(Node node, int input) {
        return input < node.inputs().size() ? node.inputs().get(input) : "";
    }

    /** {@code 'nms' (boxes 'b', scores 's')}. */
    private static String text(Node node) {
        return "'" + Echo.of(node.name()) + "' (boxes '" + Echo.of(value(node, 0)) + "', scores '"
                + Echo.of(value(node, 1)) + "')";
    }
}
