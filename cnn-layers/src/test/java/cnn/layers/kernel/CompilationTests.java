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
 * every vector is an object: a hundred times slower for ever. So it is where the second compiler is busy when the kernel gets hot:
 * the first one then makes code that counts little (tier 2), to be followed by code that counts all (tier 3), without which there
 * is no tier 4. Tier 3 needs more registers, and where it is given up, tier 2 remains. A kernel must be short enough for it.
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
        assertThat(List.of("channelwise", "depthwise", "functions", "pools", "products", "rows", "winograd"))
                .as("kinds of kernels that were compiled")
                .allMatch(kind -> compiled.stream().anyMatch(line -> line.contains(".simd." + kind + ".")));
        // the others are tried again, as those while classes were loaded
        assertThat(compiled.stream().filter(line -> line.contains("COMPILE SKIPPED") && line.contains("retry")))
                .as("kernels to be cut shorter: 'retry' is at another tier, and so never").isEmpty();
    }
}
