package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.testkit.AugmenterContract;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The augmenter that the guide builds needs the API alone, keeps its contract, and is found; its mistake has the message shown. */
class AddAnAugmenterTests {
    private static final Page GUIDE = Page.read(Page.root().resolve("docs/add-an-augmenter.md"));

    @TempDir private static Path folder;
    private static URLClassLoader loader;

    @BeforeAll
    static void compile() throws Exception {
        assertThat(Snippets.ofTheApi().add("Vignette", source()).compile(folder)).isEmpty();
        Path tests = Files.createDirectories(folder.resolve("tests"));
        Snippets snippets = new Snippets();
        GUIDE.blocks().stream().filter(block -> block.language().equals("java") && block.directive().isEmpty())
                .forEach(snippets::add);
        assertThat(snippets.compile(tests)).isEmpty();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("cnn.api.data.Augmenter"), "Vignette\n");
        loader = loader(folder);
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    private static URLClassLoader loader(Path classes) throws Exception {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, AddAnAugmenterTests.class.getClassLoader());
    }

    private static String source() {
        return text("public record Vignette");
    }

    private static String text(String part) {
        return GUIDE.blocks().stream().map(Page.Block::text).filter(text -> text.contains(part)).findFirst()
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicContainer> keepsItsContract() throws Exception {
        // not closed: the augmenter has to be there while the tests run
        Constructor<?> tests = loader(folder.resolve("tests")).loadClass("VignetteTests").getDeclaredConstructor();
        tests.setAccessible(true);
        return ((AugmenterContract) tests.newInstance()).keepsTheContractOfAugmenters();
    }

    @Test
    void isFoundAndReadFromAPipeline() {
        Registry registry = Registry.load(loader).requireIntact();
        assertThat(registry.has(Contract.AUGMENTER, "vignette")).isTrue();
        PipelineConfig config = PipelineConfig.read("guide", """
                name: guide
                data: {folder: {path: images}}
                network: [flatten, dense: {units: 2}]
                train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}
                """ + text("- vignette"), registry);
        assertThat(config.augment()).extracting(Object::toString).last().isEqualTo("Vignette[strength=0.7]");
        assertThat(Shape.image(2, 2, 1)).satisfies(((Augmenter) config.augment().getLast())::check);
    }

    @Test
    void itsMistakeFailsTheClauseThatIsShown() throws Exception {
        String wrong = source().replaceFirst("float light = .*;", text("float light = 1 + share").strip());
        assertThat(wrong).isNotEqualTo(source());
        Path classes = Files.createDirectories(folder.resolve("wrong"));
        assertThat(new Snippets().add("Vignette", wrong).compile(classes)).isEmpty();
        try (URLClassLoader mistaken = loader(classes)) {
            Augmenter augmenter = (Augmenter) mistaken.loadClass("Vignette").getConstructor(double.class)
                    .newInstance(0.5);
            AugmenterContract contract = () -> List.of(augmenter);
            DynamicTest clause = contract.keepsTheContractOfAugmenters().flatMap(DynamicContainer::getChildren)
                    .map(DynamicTest.class::cast).filter(test -> test.getDisplayName().equals("keeps values in [0, 1]"))
                    .findFirst().orElseThrow();
            assertThat(catchThrowable(() -> clause.getExecutable().execute())).hasMessage(text("Clause '").strip());
        }
    }
}
