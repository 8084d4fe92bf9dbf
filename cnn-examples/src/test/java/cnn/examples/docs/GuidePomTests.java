package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.examples.docs.Page.Block;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * Every project that a newcomer may copy builds on the oldest Maven that the README asks for, with an old Java as the default one,
 * and compares the SIMD kernels: what it needs for that is in its pom.
 */
class GuidePomTests {
    private static final List<String> COPIED = List.of("cnn-examples/custom-layer/pom.xml",
            "cnn-examples/application/pom.xml", "cnn-examples/serving/pom.xml");

    private record Pom(String place, String text) {
    }

    private static List<Pom> poms() throws Exception {
        List<Pom> poms = new ArrayList<>();
        for (Page page : Page.all()) {
            for (Block block : page.blocks()) {
                if (block.language().equals("xml") && block.text().contains("<project")) {
                    poms.add(new Pom(block.place(), block.text()));
                }
            }
        }
        for (String file : COPIED) {
            poms.add(new Pom(file, Files.readString(Page.root().resolve(file))));
        }
        return poms;
    }

    private static String value(Pom pom, String path) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(pom.text())));
        XPath finder = XPathFactory.newInstance().newXPath();
        return finder.evaluate(path, document).strip();
    }

    private static String plugin(Pom pom, String name, String below) throws Exception {
        return value(pom, "/project/build/plugins/plugin[artifactId='" + name + "']/" + below);
    }

    @Test
    void thereAreThoseOfTheGuides() throws Exception {
        assertThat(poms()).extracting(Pom::place).hasSizeGreaterThan(COPIED.size())
                .anyMatch(place -> place.startsWith("docs/add-a-block.md"));
    }

    @TestFactory
    Stream<DynamicTest> buildOnMavenOfAnOldJava() throws Exception {
        Pom own = new Pom("pom.xml", Files.readString(Path.of("../pom.xml")));
        String compiler = value(own, "//plugin[artifactId='maven-compiler-plugin']/version");
        return poms().stream().map(pom -> dynamicTest(pom.place(), () -> {
            assertThat(value(pom, "/project/properties/maven.compiler.release")).isEqualTo("25");
            assertThat(plugin(pom, "maven-compiler-plugin", "version")).isEqualTo(compiler).startsWith("3.");
            assertThat(plugin(pom, "maven-toolchains-plugin", "executions/execution/goals/goal"))
                    .isEqualTo("select-jdk-toolchain");
            assertThat(plugin(pom, "maven-toolchains-plugin", "executions/execution/configuration/version"))
                    .isEqualTo("[25,)");
        }));
    }

    @TestFactory
    Stream<DynamicTest> runJUnitWithTheVectorModule() throws Exception {
        return poms().stream().map(pom -> dynamicTest(pom.place(), () -> {
            assertThat(plugin(pom, "maven-surefire-plugin", "version")).startsWith("3.");
            assertThat(plugin(pom, "maven-surefire-plugin", "configuration/argLine"))
                    .isEqualTo("--add-modules jdk.incubator.vector");
        }));
    }

    /** The service writes JSON with the library that the framework brings: of two versions in one jar one would be missing. */
    @Test
    void theServiceHasTheFrameworksJackson() throws Exception {
        Pom own = new Pom("pom.xml", Files.readString(Path.of("../pom.xml")));
        Pom service = new Pom("serving", Files.readString(Page.root().resolve("cnn-examples/serving/pom.xml")));
        assertThat(value(service, "//dependency[artifactId='jackson-databind']/version"))
                .isEqualTo(value(own, "/project/properties/jackson.version"));
    }

    /** A page that tells how to build a project of one's own shows the two plug-ins, or a pom that has them. */
    @Test
    void embeddingNamesBothPlugins() throws Exception {
        assertThat(Files.readString(Page.root().resolve("docs/embedding.md"))).contains("maven-compiler-plugin",
                "select-jdk-toolchain");
    }
}
