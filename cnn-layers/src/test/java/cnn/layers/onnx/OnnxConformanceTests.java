package cnn.layers.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every test of ONNX that consists of one operator of ours. One that does not map is skipped with its reason, which must
 * be one of {@link Unmapped}'s; anything else that the mapping does not understand fails.
 */
class OnnxConformanceTests {
    private static final Report REPORT = new Report();

    @AfterAll
    static void printsWhatPassedAndWhatDoesNotApply() {
        System.out.print(REPORT);
    }

    @TestFactory
    Stream<DynamicTest> layersAgreeWithOnnx() throws IOException {
        return tests("node", "pytorch-converted").map(folder -> DynamicTest.dynamicTest(
                folder.getFileName().toString(), folder.toUri(), () -> compare(OnnxTest.read(folder))));
    }

    @TestFactory
    Stream<DynamicTest> lossesAndOptimizersAgreeWithOnnx() throws IOException {
        return tests("node-training").map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(),
                folder.toUri(), () -> compare(OnnxTest.read(folder))));
    }

    @Test
    void transposesAtTheBorder() {
        OnnxTensor channelsFirst = new OnnxTensor("", new int[] {1, 2, 1, 3}, OnnxTensor.FLOAT,
                new float[] {1, 2, 3, 10, 20, 30});
        OnnxTensor channelsLast = WindowMapping.image(channelsFirst);
        assertThat(channelsLast.dims()).containsExactly(1, 1, 3, 2);
        assertThat(channelsLast.numbers()).containsExactly(1, 10, 2, 20, 3, 30);
    }

    private static void compare(OnnxTest test) {
        try {
            OnnxNode node = test.node();
            if (test.input(0).type() != OnnxTensor.FLOAT) {
                throw new Unmapped(Unmapped.ELEMENT_TYPE);
            }
            if (TrainingMapping.knows(node.op())) {
                TrainingMapping.compare(test);
            } else {
                Mapping.BY_OPERATOR.get(node.op()).of(test).run();
            }
            REPORT.passed(node.op(), test.name());
        } catch (Unmapped e) {
            REPORT.doesNotApply(test.name(), e.getMessage());
            Assumptions.abort("Does not map: " + e.getMessage() + ".");
        }
    }

    /** The tests of one operator that is ours. */
    private static Stream<Path> tests(String... groups) throws IOException {
        Path root = data();
        Assumptions.assumeTrue(Files.isDirectory(root), () -> "ONNX's tests are not at " + root);
        List<Path> found = new java.util.ArrayList<>();
        for (String group : groups) {
            Path folder = root.resolve(group);
            Assumptions.assumeTrue(Files.isDirectory(folder), () -> "ONNX's tests are not at " + folder);
            try (Stream<Path> tests = Files.list(folder)) {
                for (Path test : tests.filter(path -> Files.exists(path.resolve("model.onnx"))).sorted().toList()) {
                    List<OnnxNode> nodes = OnnxTest.nodesOf(test);
                    if (nodes.size() == 1 && (Mapping.BY_OPERATOR.containsKey(nodes.getFirst().op())
                            || TrainingMapping.knows(nodes.getFirst().op()))) {
                        found.add(test);
                    } else {
                        REPORT.isNotOurs(nodes);
                    }
                }
            }
        }
        assertThat(found).as("tests of our operators in " + root).isNotEmpty();
        return found.stream();
    }

    /** {@code ../shared/data} seen from the project's root; a test runs in the root or in its module's folder. */
    private static Path data() {
        Path folder = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(folder.resolve("cnn-layers"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared").resolve("data").resolve("onnx-conformance");
    }
}
