package cnn.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.layers.fixture.OwnWidth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The JIT's first compiler gives up methods that need too many registers, and such a kernel then may stay in code where
 * every vector is an object: a hundred times slower for ever, depending on the order in which methods get hot. A tile must
 * be short enough for it.
 */
@OwnWidth
@EnabledIfSystemProperty(named = "cnn.kernels", matches = "simd")
@Execution(ExecutionMode.CONCURRENT)
class CompilationTests {
    @Test
    void noKernelIsTooLongForTheFirstCompiler() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-XX:TieredStopAtLevel=3", "-XX:CompileThresholdScaling=0.01",
                "-XX:+PrintCompilation", "-cp",
                System.getProperty("java.class.path"), Workout.class.getName()).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(output).contains("done");
        List<String> compiled = output.lines().filter(line -> line.contains("cnn.layers.kernel.simd.")).toList();
        assertThat(compiled).as("kernels that were compiled").hasSizeGreaterThan(20);
        assertThat(compiled.stream().filter(line -> line.contains("COMPILE SKIPPED"))).as("kernels to be cut shorter")
                .isEmpty();
    }
}
