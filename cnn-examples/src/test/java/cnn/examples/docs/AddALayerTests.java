package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.layer.Layer;
import cnn.api.train.Optimizer;
import cnn.testkit.AugmenterContract;
import cnn.testkit.LayerCase;
import cnn.testkit.LayerContract;
import cnn.testkit.OptimizerContract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's mistakes have the consequences that it shows, and its other components keep their contracts. */
class AddALayerTests {
    private static final Path SWISH = Page.root()
            .resolve("cnn-examples/custom-layer/src/main/java/com/example/swish/Swish.java");
    private static final Page TUTORIAL = Page.read(Page.root().resolve("docs/add-a-layer.md"));

    @TempDir private static Path folder;

    @Test
    void halfADerivativeFailsTheGradientCheck() throws Exception {
        String right = "dx[at] = dy[at] * (gate[at] + beta[i % channels] * x[at] * gate[at] * (1 - gate[at]));";
        String source = Files.readString(SWISH).replace(right, mistake("dx[at] ="));

        assertThat(failure(source, "gradients in training agree with central differences")).isEqualTo(shown(0));
    }

    @Test
    void addingToTheGradientInTasksFailsTheCheckOfBits() throws Exception {
        String source = Files.readString(SWISH)
                .replaceFirst("sum\\[example .* \\+= .*\n", mistake("pass.gradient") + "\n")
                .replaceFirst("(?s)(pass\\.run\\(pass\\.batch\\(\\), 10L[^\n]*\n).*?\n        }\n",
                        "Arrays.fill(pass.gradient(betas), 0); $1 }\n");

        assertThat(failure(source, "gives the same bits in any order of tasks and on threads")).isEqualTo(shown(1));
    }

    @TestFactory
    Stream<DynamicContainer> itsOptimizerAndAugmenterKeepTheirContracts() throws Exception {
        Snippets snippets = new Snippets();
        TUTORIAL.blocks().stream().filter(block -> block.text().contains("public record"))
                .filter(block -> block.directive().isEmpty()).forEach(snippets::add);
        assertThat(snippets.compile(folder)).isEmpty();
        OptimizerContract optimizers = () -> List.of((Optimizer) instance(folder, "SignSgd", double.class, 0.01));
        AugmenterContract augmenters = () -> List.of((Augmenter) instance(folder, "ScanLines", double.class, 0.5));
        return Stream.concat(optimizers.keepsTheContractOfOptimizers(), augmenters.keepsTheContractOfAugmenters());
    }

    @TestFactory
    Stream<DynamicContainer> theLayerOfTheFrontPageKeepsItsContract() throws Exception {
        Snippets snippets = new Snippets();
        Page.read(Page.root().resolve("README.md")).blocks().stream()
                .filter(block -> block.text().contains("public record Scale")).forEach(snippets::add);
        assertThat(snippets.compile(folder)).isEmpty();
        LayerContract layers = () -> List
                .of(LayerCase.of((Layer) instance(folder, "Scale", double.class, 2.0), Shape.image(5, 4, 3)));
        return layers.keepsTheContractOfLayers();
    }

    /** The line that the tutorial shows as a mistake. */
    private static String mistake(String start) {
        return TUTORIAL.blocks().stream().map(block -> block.text().strip()).filter(text -> text.startsWith(start))
                .findFirst().orElseThrow();
    }

    /** A message that the tutorial shows. */
    private static String shown(int index) {
        return TUTORIAL.blocks().stream().map(block -> block.text().strip()).filter(text -> text.startsWith("Clause '"))
                .toList().get(index);
    }

    private static String failure(String source, String clause) throws IOException {
        Path classes = Files.createTempDirectory(folder, "swish");
        assertThat(new Snippets().add("Swish", source).compile(classes)).isEmpty();
        Layer layer = (Layer) instance(classes, "com.example.swish.Swish", double.class, 1.0);
        LayerContract contract = () -> List.of(LayerCase.of(layer, Shape.image(5, 4, 3)));
        DynamicTest test = contract.keepsTheContractOfLayers().flatMap(DynamicContainer::getChildren)
                .map(DynamicTest.class::cast).filter(one -> one.getDisplayName().equals(clause)).findFirst()
                .orElseThrow();
        return catchThrowable(() -> test.getExecutable().execute()).getMessage();
    }

    private static Object instance(Path classes, String name, Class<?> type, Object argument) {
        try {
            // not closed: it has to find the record's other classes while the tests run
            URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()},
                    AddALayerTests.class.getClassLoader());
            return loader.loadClass(name).getConstructor(type).newInstance(argument);
        } catch (ReflectiveOperationException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
