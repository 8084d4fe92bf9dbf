package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java with only the modules that an application needs, made by jlink. */
class RuntimeImageTests {
    /** What the framework asks of the JDK, as the guide says; the vectors are for the fast kernels. */
    private static final String MODULES = "java.desktop,java.logging,jdk.incubator.vector";

    @TempDir private Path folder;

    @Test
    void anImageOfTheJdksModulesRunsAnApplicationFromItsModulePath() throws Exception {
        Project project = new Project(folder.resolve("app")).sources(ModulePathTests.APPLICATION)
                .compileModule(Framework.plain());
        Path image = folder.resolve("image");
        assertThat(Files.readString(Project.root().resolve("docs/embedding.md")))
                .contains("jlink --add-modules " + MODULES + " --output image");
        assertThat(jlink("--add-modules", MODULES, "--output", image.toString())).startsWith("0 ");
        assertThat(project.java(image, "--add-modules", "jdk.incubator.vector", "-p",
                Project.joined(Project.with(project.classes(), Framework.plain())), "-m",
                "com.example.stripes/com.example.stripes.Stripes").succeeds())
                .contains("These stripes are upright, say the simd-");
    }

    /** The day that this fails the guide can promise more. */
    @Test
    void thePictureReadersStandInTheWayOfAnImageWithTheApplicationInIt() throws Exception {
        Project project = new Project(folder.resolve("app")).sources(ModulePathTests.APPLICATION)
                .compileModule(Framework.plain());
        assertThat(jlink("-p", Project.joined(Project.with(project.classes(), Framework.plain())), "--add-modules",
                "com.example.stripes", "--output", folder.resolve("image").toString())).matches(
                        "(?s)1 Error: automatic module cannot be used with jlink: com\\.twelvemonkeys\\..*");
    }

    private static String jlink(String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst("jlink").orElseThrow().run(writer, writer, arguments);
        return code + " " + said;
    }
}
