package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import cnn.core.network.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that older files have in pieces. */
class SubgraphsTests {
    @TempDir private Path folder;

    private List<String> layers(TinyGraph graph) throws IOException {
        return Onnx.read(graph.in(folder)).network().network().nodes().stream().map(Node::layer)
                .map(layer -> layer.getClass().getSimpleName()).toList();
    }

    private static TinyGraph x() {
        return TinyGraph.of(1, 4);
    }

    private static TinyGraph number(TinyGraph graph, String name, float value) {
        return graph.tensor(TensorProto.newBuilder().setName(name).setDataType(1).addFloatData(value).build());
    }

    private static TinyGraph erf(String operator, double root) {
        return number(number(number(x(), "root", (float) root), "one", 1), "half", 0.5f)
                .node(operator, "scale", "x root", "s").node("Erf", "erf", "s", "e").node("Add", "raise", "e one", "r");
    }

    @Test
    void areOneLayer() throws IOException {
        assertThat(layers(x().node("Sigmoid", "s", "x", "g").node("Mul", "m", "x g", "y"))).containsExactly("Silu");
        assertThat(layers(x().node("Sigmoid", "s", "x", "g").node("Mul", "m", "g x", "y"))).containsExactly("Silu");
        assertThat(layers(x().node("Softplus", "p", "x", "s").node("Tanh", "t", "s", "g").node("Mul", "m", "x g", "y")))
                .containsExactly("Mish");
        assertThat(layers(erf("Div", Math.sqrt(2)).node("Mul", "m", "x r", "p").node("Mul", "h", "p half", "y")))
                .containsExactly("Gelu");
        assertThat(layers(erf("Mul", Math.sqrt(0.5)).node("Mul", "m", "r half", "p").node("Mul", "h", "x p", "y")))
                .containsExactly("Gelu");
        assertThat(layers(erf("Div", Math.sqrt(2)).node("Mul", "h", "x half", "p").node("Mul", "m", "p r", "y")))
                .containsExactly("Gelu");
    }

    @Test
    void stayWhereSomebodyElseTakesWhatIsBetween() throws IOException {
        assertThat(layers(x().node("Sigmoid", "s", "x", "g").node("Mul", "m", "x g", "p").node("Add", "a", "p g", "y")))
                .containsExactly("Sigmoid", "Multiply", "Add");
        assertThat(layers(x().node("Sigmoid", "s", "x", "g").node("Relu", "r", "x", "q").node("Mul", "m", "q g", "y")))
                .containsExactly("Sigmoid", "Relu", "Multiply");
        assertThat(layers(x().node("HardSigmoid", "s", "x", "g").node("Mul", "m", "x g", "y")))
                .containsExactly("HardSigmoid", "Multiply");
    }
}
