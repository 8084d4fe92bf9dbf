package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.core.registry.Component;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever the bundled plug-ins bring stands on the page of its kind. */
class ComponentPagesTests {
    private static List<String> pages(Contract contract) {
        return switch (contract) {
            case LAYER -> List.of("docs/layers.md");
            case BLOCK -> List.of("docs/layers.md", "docs/add-a-block.md", "docs/zoo.md");
            case LOSS, OPTIMIZER, SCHEDULE, WEIGHT_AVERAGE, INIT -> List.of("docs/training.md");
            case METRIC -> List.of("docs/targets.md");
            case AUGMENTER, BATCH_AUGMENTER -> List.of("docs/augmentation.md");
            case DATA_SOURCE -> List.of("docs/data.md", "docs/add-a-data-source.md", "cnn-examples/README.md");
        };
    }

    @TestFactory
    Stream<DynamicTest> everyComponentStandsOnThePageOfItsKind() {
        return Registry.load().requireIntact().entries().stream()
                .map(component -> dynamicTest(component.toString(),
                        () -> assertThat(pages(component.contract()))
                                .as("pages that have a line for `%s`", component.id())
                                .anyMatch(page -> has(page, component))));
    }

    private static boolean has(String page, Component component) {
        Path file = Page.root().resolve(page);
        return Page.read(file).lines().stream()
                .anyMatch(
                        line -> line.contains("`" + component.id() + "`") || line.contains("`" + component.id() + ":"));
    }
}
