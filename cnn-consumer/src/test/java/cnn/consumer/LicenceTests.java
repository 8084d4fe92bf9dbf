package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Every jar says under which terms it may be used, and is a module. */
class LicenceTests {
    @Test
    void isInEveryJar() throws IOException {
        List<Path> jars = Framework.all().stream()
                .filter(entry -> entry.getFileName().toString().matches("cnn-.*\\.jar"))
                .toList();
        assumeThat(jars).as("jars, which are made by 'mvn package' and later phases").isNotEmpty();
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (String name : List.of("LICENSE", "NOTICE")) {
                    ZipEntry entry = zip.getEntry("META-INF/" + name);
                    assertThat(entry).as(name + " in " + jar).isNotNull();
                    assertThat(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                            .isEqualTo(Files.readString(Project.root().resolve(name)));
                }
                assertThat(zip.getEntry("module-info.class")).as("module-info in " + jar).isNotNull();
            }
        }
    }
}
