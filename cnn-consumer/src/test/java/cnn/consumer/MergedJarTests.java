package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All jars as one. That Maven's shade plug-in makes one that runs is tested where it is made, in the example application;
 * here is what happens where a build is less careful.
 */
class MergedJarTests {
    @TempDir private Path folder;

    @Test
    void serviceFilesThatAreLostAreToldWithTheCure() throws Exception {
        Project project = new Project(folder.resolve("app")).sources(ModulePathTests.APPLICATION)
                .compileModule(Framework.plain());
        List<Path> parts = new ArrayList<>(List.of(project.classes()));
        for (Path entry : Framework.plain()) {
            parts.add(Files.isDirectory(entry) ? entry : unpacked(entry));
        }
        // the first file of a name stays, as with most builds: it is the core's, and names no layer
        parts.sort((one, other) -> Boolean.compare(!isCore(one), !isCore(other)));
        Path merged = Project.jar(folder.resolve("merged.jar"), parts);

        Project.Run run = project.java("--add-modules", "jdk.incubator.vector", "-cp", merged.toString(),
                "com.example.stripes.Stripes");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output())
                .contains(
                        "unknown layer 'conv2d': there are no layers but model, temperature. The classes of cnn-layers are "
                                + "there, but no file META-INF/services/cnn.api.Plugin names cnn.layers.LayersPlugin: it was probably lost "
                                + "when several jars were merged into one. Let the build merge files of that name: "
                                + "ServicesResourceTransformer for Maven's shade plug-in, mergeServiceFiles() for Gradle's shadow plug-in.");
    }

    private static boolean isCore(Path part) {
        return Files.exists(part.resolve("cnn/core/run/Cnn.class"));
    }

    private Path unpacked(Path jar) throws IOException {
        Path to = Files.createTempDirectory(folder, "jar");
        try (FileSystem zip = FileSystems.newFileSystem(jar); Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(file.toString().substring(1));
                Files.createDirectories(target.getParent());
                try (InputStream in = Files.newInputStream(file)) {
                    Files.copy(in, target);
                }
            }
        }
        return to;
    }
}
