package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module trains, writes a model, reads it and predicts. */
class ModulePathTests {
    static final Path APPLICATION = Project.root().resolve("cnn-examples/application/src/main/java");

    @TempDir private Path folder;

    @Test
    void trainsAndPredictsOnTheModulePath() throws Exception {
        Project project = new Project(folder).sources(APPLICATION).compileModule(Framework.plain());
        String path = Project.joined(Project.with(project.classes(), Framework.plain()));

        assertThat(project.java("--add-modules", "jdk.incubator.vector", "-p", path, "-m",
                "com.example.stripes/com.example.stripes.Stripes").succeeds())
                .contains("These stripes are upright, say the simd-");
        assertThat(project.java("-p", path, "-m", "com.example.stripes/com.example.stripes.Stripes").succeeds())
                .contains("Kernels 'simd' are not used: The JVM runs without the module jdk.incubator.vector.",
                        "These stripes are upright, say the scalar kernels.");
        assertThat(folder.resolve("stripes.safetensors")).isNotEmptyFile();
    }

    @Test
    void guiceWiresItOnTheModulePath() throws Exception {
        Project project = new Project(folder)
                .source("module-info.java", "module app { requires cnn.guice; }")
                .source("app/Main.java", """
                        package app;
                        import cnn.api.train.TrainingListener;
                        import cnn.core.registry.Contract;
                        import cnn.guice.*;
                        public final class Main {
                            public static void main(String[] args) {
                                try (var cnn = CnnModule.create(new Overrides() {
                                    @Override
                                    protected void configure() {
                                        listeners().toInstance(new TrainingListener() { });
                                    }
                                })) {
                                    System.out.println(cnn.registry().requireIntact().has(Contract.LAYER, "conv2d"));
                                }
                            }
                        }
                        """).compileModule(Framework.withGuice());
        assertThat(project.java("-p", Project.joined(Project.with(project.classes(), Framework.withGuice())), "-m",
                "app/app.Main").succeeds().lines().toList()).contains("true");
    }

    @Test
    void theCoreNeedsNoGuice() {
        assertThat(Framework.plain()).extracting(entry -> entry.toString()).noneMatch(name -> name.matches(
                ".*(guice|guava|jakarta|aopalliance).*")).anyMatch(name -> name.contains("cnn-core"));
        assertThat(List.of(Framework.withGuice())).isNotEqualTo(List.of(Framework.plain()));
    }
}
