package cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.engine.Engine;
import cnn.core.engine.Workers;
import cnn.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own tests of operators, through the importer. What is refused must say why; what is imported must compute the same. The
 * table of operators in docs/onnx.md is made of the outcome.
 */
class ConformanceTests {
    /** Tests that pass. A number that grows is brought up to date here. */
    private static final int PASSED = 287;
    /** Of these, tests of several inputs of which some had to be constants. */
    private static final int WITH_CONSTANTS = 98;

    @Test
    void importedOperatorsComputeWhatOnnxSays() throws IOException {
        Path root = SharedData.at("onnx-conformance");
        Map<String, String> refused = new TreeMap<>();
        Map<String, String> wrong = new TreeMap<>();
        List<OnnxTest> passed = new ArrayList<>();
        List<String> withConstants = new ArrayList<>();
        try (Workers workers = new Workers(1)) {
            Engine engine = new Engine(Registry.load().kernels("scalar"), workers);
            for (String group : List.of("node", "pytorch-converted")) {
                for (Path folder : folders(root.resolve(group))) {
                    String name = folder.getFileName().toString();
                    OnnxTest test = new OnnxTest(folder);
                    try {
                        if (test.run(engine) == OnnxTest.Way.WITH_CONSTANTS) {
                            withConstants.add(name);
                        }
                        passed.add(test);
                    } catch (IllegalArgumentException e) {
                        refused.put(name, String.valueOf(e.getMessage()).lines().skip(1).findFirst()
                                .orElse(e.getMessage()).strip());
                    } catch (AssertionError | RuntimeException e) {
                        wrong.put(name, e.toString());
                    }
                }
            }
        }
        System.out.println("ONNX's tests passed: " + passed.size() + ", " + withConstants.size()
                + " with constants: " + withConstants + "; refused: " + refused.size());
        refused.forEach((name, reason) -> System.out.println("  " + name + ": " + reason));
        assertThat(wrong).isEmpty();
        OperatorTable.check(passed);
        assertThat(passed.size()).isEqualTo(PASSED);
        assertThat(withConstants.size()).isEqualTo(WITH_CONSTANTS);
    }

    private static List<Path> folders(Path group) throws IOException {
        try (Stream<Path> tests = Files.list(group)) {
            return tests.filter(path -> Files.exists(path.resolve("model.onnx"))).sorted().toList();
        }
    }
}
