package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.examples.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say is so. */
class DocumentationTests {
    private static final List<Page> PAGES = Page.all();

    @Test
    void thereAreThePagesThatANewcomerLooksFor() {
        assertThat(PAGES).extracting(page -> Page.root().relativize(page.file()).toString()).contains("README.md",
                "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/add-a-layer.md", "docs/add-a-block.md",
                "cnn-examples/README.md");
    }

    @TestFactory
    Stream<DynamicTest> javaCompiles(@TempDir Path folder) {
        return PAGES.stream().map(page -> dynamicTest(Page.root().relativize(page.file()).toString(), () -> {
            Snippets snippets = new Snippets();
            page.blocks().stream().filter(block -> block.language().equals("java"))
                    .filter(block -> !block.directive().matches("file|from|skip")).forEach(snippets::add);
            assertThat(snippets.compile(Files.createTempDirectory(folder, "page"))).isEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> excerptsAreInTheirFiles() {
        return each(block -> block.directive().equals("from"), block -> assertThat(
                plain(Files.readString(Page.root().resolve(block.argument())))).contains(plain(block.text())));
    }

    @Test
    void linksLeadSomewhere() {
        List<String> broken = PAGES.stream().flatMap(page -> page.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*") && !leads(page, link))
                .map(link -> page.file() + ": " + link))
                .toList();
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        return Files.exists(target) && (parts.length == 1 || Page.read(target).anchors().contains(parts[1]));
    }

    private interface Fact {
        void check(Block block) throws IOException;
    }

    private static Stream<DynamicTest> each(Predicate<Block> which, Fact fact) {
        return PAGES.stream().flatMap(page -> page.blocks().stream())
                .filter(which.and(block -> !block.directive().equals("skip")))
                .map(block -> dynamicTest(block.place(), () -> fact.check(block)));
    }

    /** Without indentation and line ends, which an excerpt does not share with its file. */
    private static String plain(String text) {
        return " " + text.strip().replaceAll("\\s+", " ") + " ";
    }
}
