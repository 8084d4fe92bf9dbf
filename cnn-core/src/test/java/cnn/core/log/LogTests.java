package cnn.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.registry.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTests {
    /** Runs in a Java of its own, without the vector module. */
    static final class Child {
        public static void main(String[] args) {
            Registry.load().kernels(null);
            Log.of(Child.class).warn("two\nlines \u001b[31m");
        }
    }

    private static String child(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void withoutAProviderWarningsReachStandardError() throws IOException, InterruptedException {
        String output = child();
        assertThat(output).doesNotContain("SLF4J").contains("cnn: two\nlines \\u001b[31m\n");
        assertThat(output.lines().toList()).hasSize(3).first().asString()
                .startsWith("cnn: Kernels 'simd' are not used: ").contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void withAProviderTheyGoThere() {
        assertThat(new Log.Slf4j(LoggerFactory.getLogger("x")).isInfoEnabled()).isFalse();
        assertThat(new Log.StandardError().isInfoEnabled()).isFalse();
    }
}
