package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cnn.api.Tensor;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.layers.kernel.Fma;
import cnn.layers.kernel.simd.SimdKernelsProvider;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a JVM that uses no fused multiply-add, an epoch takes seconds and ends in the same bits. */
class WithoutFmaTests {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:UseAVX=0", "-XX:-UseFMA"})
    @Timeout(60) // with big decimals it takes more than ten minutes
    void anEpochEndsInTheSameBits(String flag) throws Exception {
        String path = Stream.of("java.class.path", "jdk.module.path").map(System::getProperty)
                .filter(text -> text != null && !text.isEmpty()).collect(Collectors.joining(File.pathSeparator));
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), flag,
                "--add-modules", "jdk.incubator.vector", "-cp", path, Epoch.class.getName()).redirectErrorStream(true)
                .start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        child.waitFor();
        assumeThat(lines.toString()).as("the JVM has " + flag).doesNotContain("Unrecognized VM option");
        assertThat(lines).contains("bits " + Epoch.bits());
        assumeThat(lines).as("with " + flag + " the JVM has no FMA").contains("fma false");
        assertThat(lines).anyMatch(line -> line.startsWith("obstacle The JVM uses no fused multiply-add"));
    }

    /** What the other JVM runs. */
    static final class Epoch {
        private Epoch() {
        }

        public static void main(String[] arguments) {
            System.out.println("fma " + Fma.HARDWARE);
            System.out.println("obstacle " + new SimdKernelsProvider().obstacle());
            System.out.println("bits " + bits());
        }

        static int bits() {
            try (Workers workers = new Workers(2);
                    Trainer trainer = new Trainer(Setup.network(), Setup.config(1), Setup.data(108), 7,
                            new Engine(Setup.KERNELS, workers), List.of())) {
                trainer.train(() -> {
                });
                return trainer.state().best().tensors().values().stream().map(Tensor::data).mapToInt(Arrays::hashCode)
                        .reduce(1, (all, one) -> 31 * all + one);
            }
        }
    }
}
