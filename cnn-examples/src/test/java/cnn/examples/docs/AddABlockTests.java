package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.layer.Block;
import cnn.core.network.Network;
import cnn.core.network.Node;
import cnn.core.pipeline.NetworkConfig;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.registry.Contract;
import cnn.core.registry.Registry;
import cnn.testkit.BlockContract;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The block that the guide builds keeps its contract, is found as the guide says, and stands in a network. */
class AddABlockTests {
    private static final Page GUIDE = Page.read(Page.root().resolve("docs/add-a-block.md"));

    @TempDir private static Path folder;
    private static URLClassLoader loader;

    @BeforeAll
    static void compile() throws Exception {
        Snippets snippets = new Snippets();
        GUIDE.blocks().stream().filter(block -> block.language().equals("java")).forEach(snippets::add);
        assertThat(snippets.compile(folder)).isEmpty();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve("cnn.api.layer.Block"), "ResidualUnit\n");
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, AddABlockTests.class.getClassLoader());
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    @TestFactory
    Stream<DynamicContainer> keepsItsContract() throws Exception {
        Constructor<?> tests = loader.loadClass("ResidualUnitTests").getDeclaredConstructor();
        tests.setAccessible(true);
        return ((BlockContract) tests.newInstance()).keepsTheContractOfBlocks();
    }

    @Test
    void isFoundAndBuilt() {
        Registry registry = Registry.load(loader).requireIntact();
        assertThat(registry.has(Contract.BLOCK, "residual-unit")).isTrue();
        PipelineConfig config = PipelineConfig.read("guide", """
                name: guide
                data: {folder: {path: images}}
                network:
                """ + yaml("  - residual-unit") + "train: {epochs: 1, optimizer: {sgd: {learning-rate: 1}}}\n",
                registry);
        Network network = new NetworkConfig(Shape.image(8, 8, 3), config.network()).build();
        assertThat(network.nodes()).extracting(Node::name).startsWith("unit1/shortcut", "unit1/conv1");
        assertThat(network.blocks().get("unit1")).isInstanceOf(Block.class);
        assertThat(network.output()).isEqualTo(Shape.image(4, 4, 32));
    }

    @Test
    void theBlocksWithoutCodeMakeANetwork() {
        PipelineConfig config = PipelineConfig.read("guide", yaml("name: small-residual"), Registry.load());
        Network network = new NetworkConfig(Shape.image(32, 32, 3), config.network()).build();
        assertThat(network.nodes()).extracting(Node::name).contains("stage/2/residual-1/conv2d-1", "stage/1/relu-1",
                "parallel-1/multiply");
        assertThat(network.output()).isEqualTo(Shape.vector(3));
    }

    private static String yaml(String start) {
        return GUIDE.blocks().stream().filter(block -> block.text().startsWith(start)).findFirst().orElseThrow().text();
    }
}
