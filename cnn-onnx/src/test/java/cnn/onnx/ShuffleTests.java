package cnn.onnx;

import static cnn.onnx.OperatorTests.text;
import static cnn.onnx.OperatorTests.whole;
import static cnn.onnx.TinyGraph.ints;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.network.Node;
import cnn.layers.Add;
import cnn.layers.Concat;
import cnn.layers.Conv2d;
import cnn.layers.shape.ChannelShuffle;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Permute;
import cnn.layers.shape.PixelShuffle;
import cnn.layers.shape.Reshape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Axes cut, turned over and joined: what is a shuffle becomes that layer, and gives what ONNX Runtime does. */
class ShuffleTests {
    @TempDir private Path folder;

    /** The layers of a graph over images (N, 12, 4, 6) between two convolutions, in which it gives what ONNX Runtime does. */
    private List<Object> between(TinyGraph middle, int channels) throws IOException {
        TinyGraph graph = middle.weights("w", 12, 12, 1, 1).weights("v", 2, channels, 1, 1)
                .node("Conv", "last", "e v", "y");
        GraphsBesideRuntimeTests.same(folder, graph, 2, 12, 4, 6);
        List<Object> layers = new ArrayList<>(Onnx.read(graph.in(folder)).network().network().nodes().stream()
                .map(Node::layer).filter(layer -> !(layer instanceof Reshape)).toList());
        assertThat(layers.removeFirst()).isInstanceOf(Conv2d.class);
        assertThat(layers.removeLast()).isInstanceOf(Conv2d.class);
        return layers;
    }

    private static TinyGraph moving(long[] cut, long[] order, long... joined) {
        return TinyGraph.of(-1, 12, 4, 6).integers("cut", cut).integers("joined", joined)
                .node("Conv", "first", "x w", "a").node("Reshape", "apart", "a cut", "c")
                .node("Transpose", "turn", "c", "d", ints("perm", order)).node("Reshape", "join", "d joined", "e");
    }

    @Test
    void shufflesOfChannels() throws IOException {
        long[] turned = {0, 2, 1, 3, 4};
        assertThat(between(moving(new long[] {0, 2, 6, 4, 6}, turned, 0, 12, 4, 6), 12))
                .containsExactly(ChannelShuffle.of(2));
        assertThat(between(moving(new long[] {-1, 4, 3, 4, 6}, turned, 0, -1, 4, 6), 12))
                .containsExactly(ChannelShuffle.of(4));
        assertThat(between(moving(new long[] {0, 6, 2, -1}, new long[] {0, 2, 1, 3}, -1, 12, 4, 6), 12))
                .containsExactly(ChannelShuffle.of(6));
        assertThat(between(moving(new long[] {0, 2, 3, 2, 4, 6}, new long[] {0, 2, 3, 1, 4, 5}, 0, 12, 4, 6), 12))
                .containsExactly(ChannelShuffle.of(2));
    }

    /** As torchvision's ShuffleNet is exported with an open batch: lengths from the value's own, and halves behind. */
    @Test
    void shufflesOfWhichLengthsAreComputed() throws IOException {
        TinyGraph graph = TinyGraph.of(-1, 12, 4, 6).integers("zero", 0).integers("one", 1).integers("two", 2)
                .integers("rest", 4, 6).integers("axis", 1).integers("half", 6).integers("end", 12)
                .node("Conv", "first", "x w", "a").node("Shape", "shape", "a", "s")
                .node("Gather", "batch", "s zero", "n").node("Gather", "channels", "s one", "k")
                .node("Div", "each", "k two", "h")
                .node("Concat", "cut", "n two h rest", "cut", TinyGraph.integer("axis", 0))
                .node("Concat", "joined", "n k rest", "joined", TinyGraph.integer("axis", 0))
                .node("Reshape", "apart", "a cut", "c")
                .node("Transpose", "turn", "c", "d", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "join", "d joined", "f")
                .node("Slice", "left", "f zero half axis", "l").node("Slice", "right", "f half end axis", "r")
                .node("Concat", "again", "r l", "e", TinyGraph.integer("axis", 1));
        assertThat(between(graph, 12)).containsExactly(ChannelShuffle.of(2), ChannelSlice.of(0, 6),
                ChannelSlice.of(6, 6), new Concat());
    }

    @Test
    void shufflesThatUndoEachOtherAndSumsWithShuffled() throws IOException {
        TinyGraph both = TinyGraph.of(-1, 12, 4, 6).integers("cut", 0, 3, 4, 4, 6).integers("joined", 0, 12, 4, 6)
                .integers("other", 0, 4, 3, 4, 6).node("Conv", "first", "x w", "a")
                .node("Reshape", "apart", "a cut", "c")
                .node("Transpose", "turn", "c", "d", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "join", "d joined", "f")
                .node("Reshape", "cut-again", "f other", "g")
                .node("Transpose", "back", "g", "h", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "join-again", "h joined", "e");
        assertThat(between(both, 12)).isEmpty();
        TinyGraph sum = TinyGraph.of(-1, 12, 4, 6).integers("cut", 0, 3, 4, 4, 6).integers("joined", 0, 12, 4, 6)
                .node("Conv", "first", "x w", "a").node("Reshape", "apart", "a cut", "c")
                .node("Transpose", "turn", "c", "d", ints("perm", 0, 2, 1, 3, 4))
                .node("Reshape", "join", "d joined", "f")
                .node("Add", "sum", "f a", "e");
        assertThat(between(sum, 12)).containsExactly(ChannelShuffle.of(3), new Add());
    }

    @Test
    void pixelsOfChannels() throws IOException {
        long[] order = {0, 1, 4, 2, 5, 3};
        assertThat(between(moving(new long[] {0, 3, 2, 2, 4, 6}, order, 0, 3, 8, 12), 3))
                .containsExactly(PixelShuffle.of(2));
        TinyGraph named = TinyGraph.of(-1, 12, 4, 6).node("Conv", "first", "x w", "a");
        assertThat(between(named.node("DepthToSpace", "pixels", "a", "e", whole("blocksize", 2), text("mode", "CRD")),
                3)).containsExactly(PixelShuffle.of(2));
    }

    /** Of these no layer has a name: axes in another order. */
    @Test
    void whatIsNoShuffleStaysAPermute() throws IOException {
        assertThat(between(moving(new long[] {0, 12, 4, 6}, new long[] {0, 1, 3, 2}, 0, 12, 6, 4), 12))
                .containsExactly(Permute.of(1, 0, 2));
        assertThat(between(moving(new long[] {0, 2, 3, 2, 4, 6}, new long[] {0, 3, 2, 1, 4, 5}, 0, 12, 4, 6), 12))
                .containsExactly(Permute.of(0, 1, 4, 3, 2));
        assertThat(between(moving(new long[] {0, 2, 2, 3, 4, 6}, new long[] {0, 3, 4, 1, 5, 2}, 0, 3, 8, 12), 3))
                .containsExactly(Permute.of(0, 2, 1, 3, 4));
        assertThat(between(moving(new long[] {0, 12, 2, 2, 3, 2}, new long[] {0, 1, 3, 5, 2, 4}, 0, 48, 2, 3), 48))
                .containsExactly(Permute.of(0, 2, 4, 1, 3));
        assertThat(between(moving(new long[] {0, 4, 6, 12}, new long[] {0, 2, 1, 3}, 0, 12, 4, 6), 12))
                .isNotEmpty().noneMatch(ChannelShuffle.class::isInstance);
    }
}
