package cnn.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cnn.api.Tensor;
import cnn.core.ChildJvm;
import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.layers.kernel.Fma;
import cnn.layers.kernel.simd.SimdKernelsProvider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a JVM that uses no fused multiply-add, an epoch takes seconds and ends in the same bits. */
class WithoutFmaTests {
    @ParameterizedTest
    @ValueSource(strings = {"-XX:UseAVX=0", "-XX:-UseFMA"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // with big decimals it takes more than ten
    void anEpochEndsInTheSameBits(String flag) throws Exception {
        List<String> lines = ChildJvm.of(flag, "--add-modules", "jdk.incubator.vector").run(Epoch.class).output()
                .lines()
                .toList();
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
