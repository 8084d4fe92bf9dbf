package cnn.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layer of the front page, registered as the pages say, in a jar of its own; and an application that names it. */
class FrontPageLayerTests {
    private static final String IMPORTS = "import cnn.api.*; import cnn.api.layer.*;\n";
    private static final String MAIN = """
            package app;

            import cnn.api.Shape;
            import cnn.api.data.*;
            import cnn.core.pipeline.PipelineConfig;
            import cnn.core.run.*;
            import java.net.*;
            import java.nio.file.Path;
            import java.util.List;

            public final class Main {
                record Shades(int size) implements DataSource, DataSet {
                    public Splits open(Request request) { return new Splits(this, null, null); }
                    public Shape shape() { return Shape.image(2, 2, 1); }
                    public List<String> classes() { return List.of("dark", "bright"); }
                    public int label(int index) { return index % 2; }
                    public void read(int index, Image target) { java.util.Arrays.fill(target.pixels(), index % 2); }
                }

                public static void main(String[] jars) throws Exception {
                    Cnn.Builder choices = Cnn.builder().data(new Shades(64));
                    if (jars.length > 0) {
                        choices.classLoader(new URLClassLoader(new URL[] {Path.of(jars[0]).toUri().toURL()}));
                    }
                    try (Cnn cnn = choices.build()) {
                        PipelineConfig pipeline = PipelineConfig.read("pipeline", \"""
                                name: shades
                                data: {folder: {path: unused}}
                                network:
                                  - flatten
                                  - scale: {factor: 2}
                                  - dense: {units: 2}
                                train: {epochs: 5, batch: 8, optimizer: {sgd: {learning-rate: 0.1}}}
                                \""", cnn.registry().requireIntact());
                        try (TrainingRun run = cnn.prepare(pipeline)) {
                            run.train().model().save(Path.of("scaled.safetensors"));
                        }
                        System.out.println(cnn.loadModel(Path.of("scaled.safetensors")).network().nodes().get(1).layer());
                    }
                }
            }
            """;

    @TempDir private Path folder;

    private static String page(String name) throws IOException {
        return Files.readString(Project.root().resolve(name));
    }

    private static String layer() throws IOException {
        Matcher block = Pattern.compile("(?s)```java\n([^`]*public record Scale\\b.*?)```").matcher(page("README.md"));
        assertThat(block.find()).as("README.md shows a layer").isTrue();
        return IMPORTS + block.group(1);
    }

    /** A jar with the layer, and the one line. */
    private Path plugin() throws IOException {
        assertThat(page("README.md"))
                .contains("its name in the file `META-INF/services/cnn.api.layer.Layer` of its jar");
        return new Project(folder.resolve("plugin")).source("Scale.java", layer()).compile(Framework.api())
                .resource("META-INF/services/cnn.api.layer.Layer", "Scale\n").jar();
    }

    @Test
    void isFoundOnTheClassPath() throws Exception {
        Project project = new Project(folder.resolve("app")).source("app/Main.java", MAIN).compile(Framework.plain());
        assertThat(project.java("-cp", Project.joined(Project.with(plugin(), Project.with(project.classes(),
                Framework.plain()))), "app.Main").succeeds()).endsWith("Scale[factor=2.0]\n");
    }

    @Test
    void isFoundByAClassLoaderThatTheApplicationGives() throws Exception {
        Project project = new Project(folder.resolve("app")).source("app/Main.java", MAIN).compile(Framework.plain());
        assertThat(project.java("-cp", Project.joined(Project.with(project.classes(), Framework.plain())), "app.Main",
                plugin().toString()).succeeds()).endsWith("Scale[factor=2.0]\n");
    }

    @Test
    void isFoundOnTheModulePath() throws Exception {
        assertThat(page("docs/add-a-layer.md")).contains("provides cnn.api.Plugin with");
        Path plugin = new Project(folder.resolve("plugin")).source("acme/scale/Scale.java",
                "package acme.scale;\n" + layer()).source("acme/scale/ScalePlugin.java", """
                        package acme.scale;

                        import cnn.api.Plugin;
                        import java.util.List;

                        public final class ScalePlugin implements Plugin {
                            @Override
                            public List<Class<? extends Record>> components() {
                                return List.of(Scale.class);
                            }
                        }
                        """).source("module-info.java", """
                        module acme.scale {
                            requires cnn.api;
                            exports acme.scale;
                            provides cnn.api.Plugin with acme.scale.ScalePlugin;
                        }
                        """).compileModule(Framework.api()).jar();
        Project project = new Project(folder.resolve("app")).source("app/Main.java", MAIN)
                .source("module-info.java", "module app { requires cnn.core; }").compileModule(Framework.plain());
        assertThat(project.java("-p", Project.joined(Project.with(plugin, Project.with(project.classes(),
                Framework.plain()))), "-m", "app/app.Main").succeeds()).endsWith("Scale[factor=2.0]\n");
    }
}
