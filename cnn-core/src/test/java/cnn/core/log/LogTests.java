package cnn.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.ChildJvm;
import cnn.core.registry.Registry;
import java.io.IOException;
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

    @Test
    void withoutAProviderWarningsReachStandardError() throws IOException, InterruptedException {
        String output = ChildJvm.of("-Dstderr.encoding=UTF-8").run(Child.class).succeeds();
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
