package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Who depends on the framework gets the versions that it is tested with. Versions in the root pom's dependencyManagement
 * reach nobody else: what is pinned there must be a declared dependency of the module that needs it.
 */
class VersionsTests {
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/\\\\]*)\\.jar");
    /** Artifacts whose versions the root pom takes from another project's list. */
    private static final Map<String, String> FROM_LISTS = Map.of("jackson-core", "jackson.version", "jackson-databind",
            "jackson.version", "jackson-dataformat-yaml", "jackson.version", "junit-jupiter", "junit.version");

    @Test
    void arriveAsTheyAreTested() throws Exception {
        Map<String, String> tested = tested();
        Map<String, String> arrived = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        for (Path entry : Framework.all()) {
            Matcher jar = JAR.matcher(entry.getFileName().toString());
            if (jar.matches() && tested.containsKey(jar.group(1))) {
                arrived.put(jar.group(1), jar.group(2));
                expected.put(jar.group(1), tested.get(jar.group(1)));
            }
        }
        assertThat(arrived).containsExactlyInAnyOrderEntriesOf(expected).containsKeys("guava", "guice", "jackson-core",
                "jackson-databind", "jackson-dataformat-yaml", "slf4j-api", "imageio-webp", "jspecify",
                "junit-jupiter");
    }

    /** Version by artifact, as the root pom decides it for the framework's own tests. */
    private static Map<String, String> tested() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Project.root().resolve("pom.xml").toFile());
        Map<String, String> properties = new HashMap<>();
        NodeList named = ((Element) pom.getElementsByTagName("properties").item(0)).getElementsByTagName("*");
        for (int i = 0; i < named.getLength(); i++) {
            properties.put(named.item(i).getNodeName(), named.item(i).getTextContent());
        }
        Map<String, String> versions = new HashMap<>();
        NodeList managed = ((Element) pom.getElementsByTagName("dependencyManagement").item(0))
                .getElementsByTagName("dependency");
        for (int i = 0; i < managed.getLength(); i++) {
            Element dependency = (Element) managed.item(i);
            String version = text(dependency, "version");
            if (!text(dependency, "groupId").equals("cnn")) {
                versions.put(text(dependency, "artifactId"),
                        properties.get(version.substring(2, version.length() - 1)));
            }
        }
        FROM_LISTS.forEach((artifact, property) -> versions.put(artifact, properties.get(property)));
        return versions;
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
