package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Plugin;
import cnn.api.layer.Layer;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.registry.Registry;
import cnn.layers.Maximum;
import cnn.layers.normalization.LocalResponseNorm;
import cnn.layers.normalization.RmsNorm;
import cnn.layers.pool.AdaptiveAveragePool2d;
import cnn.layers.pool.AdaptiveMaxPool2d;
import cnn.layers.pool.ChannelPool;
import cnn.layers.shape.ChannelSlice;
import cnn.layers.shape.Crop2d;
import cnn.onnx.layer.LayerExports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every layer as ONNX Runtime computes it, and imported again. */
class LayerExportTests {
    /** Cases that opset 17 has no operators for: their message is pinned elsewhere. */
    private static final List<String> NEWER = List.of("AveragePool2d[size=2x1, stride=1x1, padding=valid, dilation=3x3",
            "LpPool2d[size=2x1, p=4", "Resize2d[", "meeting=MINIMUM",
            "GridSample[mode=NEAREST", "DeformConv2d[");
    /** What is written with operators that cannot be read yet. */
    private static final Set<Class<? extends Layer>> NOT_READ = Set.of(LocalResponseNorm.class);

    @TempDir private static Path folder;

    private static List<Class<? extends Layer>> layers() {
        return ServiceLoader.load(Plugin.class).stream().flatMap(plugin -> plugin.get().components().stream())
                .filter(Layer.class::isAssignableFrom).<Class<? extends Layer>>map(type -> type.asSubclass(Layer.class))
                .toList();
    }

    @Test
    void everyLayerHasAnExport() {
        assertThat(layers()).hasSizeGreaterThan(50).allSatisfy(type -> assertThat(
                LayerExports.ALL.containsKey(type)).as(
                        type.getSimpleName()
                                + " has no row in LayerExports: say how ONNX has it, or why it cannot")
                .isTrue());
    }

    @Test
    void everyLayerHasACase() {
        Set<Class<?>> tested = LayerCases.all().flatMap(network -> network.nodes().stream()).map(Node::layer)
                .map(Object::getClass).collect(Collectors.toSet());
        tested.addAll(LayerExports.REFUSED.keySet()); // OnnxExportTests
        assertThat(tested).containsAll(LayerExports.ALL.keySet());
    }

    @TestFactory
    Stream<DynamicTest> runtimeGivesTheSame() {
        return LayerCases.all().map(network -> DynamicTest.dynamicTest(LayerCases.name(network), () -> {
            try (Workers workers = new Workers(1)) {
                RoundTrip trip = RoundTrip.of(network);
                float[] ours = trip.ours(new Engine(Registry.load().kernels("scalar"), workers));
                RoundTrip.assertSame(trip.theirs(trip.export()), ours, "ONNX Runtime");
                if (NEWER.stream().noneMatch(LayerCases.name(network)::contains)) {
                    RoundTrip.assertSame(trip.theirs(trip.export().opset(17).foldBatchNorm(true)), ours,
                            "with opset 17");
                }
            }
        }));
    }

    @Test
    void importedAgainGivesTheSame() throws Exception {
        Map<String, String> refused = new TreeMap<>();
        int stable = 0;
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Registry.load().kernels("scalar"), workers);
            for (Network network : LayerCases.all().toList()) {
                RoundTrip trip = RoundTrip.of(network);
                Path file = folder.resolve("net.onnx");
                trip.export().write(file);
                ImportedNetwork again;
                try {
                    again = Onnx.read(file).network();
                } catch (IllegalArgumentException e) {
                    if (network.nodes().stream().map(node -> node.layer().getClass()).noneMatch(NOT_READ::contains)) {
                        refused.put(LayerCases.name(network), e.getMessage());
                    }
                    continue;
                }
                if (again.network().output().equals(network.output())) {
                    RoundTrip.assertSame(trip.imported(again, engine), trip.ours(engine), LayerCases.name(network));
                }
                byte[] second = Onnx.export(again.network(), again.weights()).bytes();
                Path secondFile = Files.write(folder.resolve("second.onnx"), second);
                ImportedNetwork third = Onnx.read(secondFile).network();
                // a signal comes back as an image of one row, and what was written as several nodes as several layers
                if (GraphText.of(Onnx.read(file).graph()).equals(GraphText.of(Onnx.read(secondFile).graph()))) {
                    stable++;
                    assertThat(Onnx.export(third.network(), third.weights()).bytes()).as(LayerCases.name(network))
                            .isEqualTo(second);
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(stable).isGreaterThan(40);
    }
}
