package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.kernel.Kernels;
import cnn.api.layer.Layer;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.engine.Workers;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar with a layer, the family of kernels that it asks for, and kernels of that family for both sets. */
class PluginFamilyTests {
    private static final int SIZE = 37;
    private static final String FAMILY = """
            package acme;
            /** y = x² + 1, of each number. */
            public interface Parabolas {
                void parabola(float[] x, float[] y, int count);
            }
            """;
    private static final String SCALAR = """
            package acme;
            final class ScalarParabolas implements Parabolas {
                @Override
                public void parabola(float[] x, float[] y, int count) {
                    for (int i = 0; i < count; i++) {
                        y[i] = Math.fma(x[i], x[i], 1f);
                    }
                }
            }
            """;
    private static final String SIMD = """
            package acme;
            import jdk.incubator.vector.FloatVector;
            final class SimdParabolas implements Parabolas {
                @Override
                public void parabola(float[] x, float[] y, int count) {
                    var species = FloatVector.SPECIES_PREFERRED;
                    int i = 0;
                    for (; i <= count - species.length(); i += species.length()) {
                        FloatVector v = FloatVector.fromArray(species, x, i);
                        v.fma(v, FloatVector.broadcast(species, 1f)).intoArray(y, i);
                    }
                    for (; i < count; i++) {
                        y[i] = Math.fma(x[i], x[i], 1f);
                    }
                }
            }
            """;
    private static final String LAYER = """
            package acme;
            import cnn.api.layer.*;
            @cnn.api.Id("parabola")
            public record Parabola() implements Layer {
                @Override
                public Bound bind(Binding in) {
                    int size = in.input().size();
                    return Bound.of(in.input(), new Op() {
                        @Override
                        public void forward(Forward pass) {
                            pass.kernels().family(Parabolas.class).parabola(pass.input(), pass.output(),
                                    pass.batch() * size);
                        }

                        @Override
                        public void backward(Backward pass) {
                            for (int i = 0; i < pass.batch() * size; i++) {
                                pass.inputGradient()[i] = 2 * pass.input()[i] * pass.outputGradient()[i];
                            }
                        }
                    });
                }
            }
            """;

    @TempDir Path folder;

    private static String provider(String name, String set) {
        return """
                package acme;
                public final class %1$sProvider implements cnn.api.kernel.FamilyProvider<Parabolas> {
                    @Override
                    public Class<Parabolas> family() {
                        return Parabolas.class;
                    }

                    @Override
                    public String set() {
                        return "%2$s";
                    }

                    @Override
                    public Parabolas create() {
                        return new %1$s();
                    }
                }
                """.formatted(name, set);
    }

    private static float[] outputs(Layer layer, Kernels kernels) {
        Network network = Network.of(Shape.vector(SIZE), layer);
        try (Workers workers = new Workers(1)) {
            Session session = Session.forPrediction(network, Weights.init(network, 1), new Engine(kernels, workers), 1);
            for (int i = 0; i < SIZE; i++) {
                session.input()[i] = i / 7f;
            }
            session.forward(1, false, 0);
            return session.output().clone();
        }
    }

    @Test
    void aFamilyComesWithItsLayerInOneJar() throws Exception {
        Path jar = new PluginJar().vectors().source("acme.Parabolas", FAMILY).source("acme.ScalarParabolas", SCALAR)
                .source("acme.SimdParabolas", SIMD).source("acme.Parabola", LAYER)
                .source("acme.ScalarParabolasProvider", provider("ScalarParabolas", "scalar"))
                .source("acme.SimdParabolasProvider", provider("SimdParabolas", "simd"))
                .service("cnn.api.layer.Layer", "acme.Parabola")
                .service("cnn.api.kernel.FamilyProvider", "acme.ScalarParabolasProvider")
                .service("cnn.api.kernel.FamilyProvider", "acme.SimdParabolasProvider")
                .write(folder.resolve("acme.jar"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()},
                PluginFamilyTests.class.getClassLoader())) {
            Registry registry = Registry.load(loader).requireIntact();
            assertThat(registry.kernelFamilies()).extracting(family -> family.type().getName() + " " + family.set()
                    + " " + family.origin().name()).containsExactlyInAnyOrder("acme.Parabolas scalar acme.jar",
                            "acme.Parabolas simd acme.jar");
            Layer layer = (Layer) registry.find(Contract.LAYER, "parabola").type().getDeclaredConstructor()
                    .newInstance();
            Class<?> family = registry.kernelFamilies().getFirst().type();
            assertThat(registry.kernels("scalar").family(family).getClass().getName())
                    .isEqualTo("acme.ScalarParabolas");
            assertThat(registry.kernels("simd").family(family).getClass().getName()).isEqualTo("acme.SimdParabolas");
            float[] outputs = outputs(layer, registry.kernels("scalar"));
            assertThat(outputs[7]).isEqualTo(2);
            assertThat(outputs(layer, registry.kernels("simd"))).isEqualTo(outputs);
            assertThat(outputs(layer, registry.kernels(null))).isEqualTo(outputs);
            assertThat(outputs(layer, registry.warmingKernels())).isEqualTo(outputs);
        }
    }
}
