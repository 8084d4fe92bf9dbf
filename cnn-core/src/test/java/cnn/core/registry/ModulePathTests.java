package cnn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.core.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins as named modules, in a JVM of their own because this one's tests are on the class path. */
class ModulePathTests {
    private static final String PROBE = """
            package probe;
            import cnn.api.layer.Layer;
            import cnn.core.config.*;
            import cnn.core.registry.*;
            public final class Main {
                public static void main(String[] ids) {
                    Registry registry = Registry.load().requireIntact();
                    for (String id : ids) {
                        try {
                            Component found = registry.find(Contract.LAYER, id);
                            Layer layer = new RecordCodec(registry).decode(Layer.class,
                                    ConfigNode.yaml("y", "{" + id + ": {size: 3}}"));
                            System.out.println(found.origin().module() + " " + layer + " "
                                    + RecordCodec.encode(Layer.class, layer).toJson());
                        } catch (IllegalStateException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
            }
            """;

    private static String layer(String packageName, String access, String id) {
        return "package " + packageName + "; @cnn.api.Id(\"" + id + "\") " + access + " record Glow(int size, "
                + "@org.jspecify.annotations.Nullable Integer more) implements cnn.api.layer.Layer { "
                + "public Glow { if (size < 1) { throw new IllegalArgumentException(); } } "
                + "public cnn.api.layer.Bound bind(cnn.api.layer.Binding in) { return null; } }";
    }

    private static String plugin(String packageName) {
        return "package " + packageName + "; public final class Bundle implements cnn.api.Plugin { "
                + "public java.util.List<Class<? extends Record>> components() { return java.util.List.of(Glow.class); "
                + "} }";
    }

    @Test
    void findsAndReadsPluginsThatAreModules(@TempDir Path folder) throws IOException, InterruptedException {
        String framework = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && new File(entry).exists())
                .filter(entry -> !entry.matches(".*(junit|surefire|cnn-layers|cnn-augment|cnn-testkit).*"))
                .collect(Collectors.joining(File.pathSeparator));
        Path open = new PluginJar().modulePath(framework)
                .source("module-info", "module open.glow { requires cnn.api; exports open; provides cnn.api.Plugin "
                        + "with open.Bundle; }")
                .source("open.Glow", layer("open", "public", "open-glow")).source("open.Bundle", plugin("open"))
                .write(folder.resolve("open.jar"));
        Path shut = new PluginJar().modulePath(framework)
                .source("module-info", "module shut.glow { requires cnn.api; provides cnn.api.Plugin with shut.Bundle; "
                        + "}")
                .source("shut.Glow", layer("shut", "public", "shut-glow")).source("shut.Bundle", plugin("shut"))
                .write(folder.resolve("shut.jar"));
        Path probe = new PluginJar().modulePath(framework).source("module-info", "module probe { requires cnn.core; }")
                .source("probe.Main", PROBE).write(folder.resolve("probe.jar"));

        String said = ChildJvm.of("-Xshare:auto", "-XX:TieredStopAtLevel=1").start(List.of("-p",
                String.join(File.pathSeparator, framework, open.toString(), shut.toString(), probe.toString()), "-m",
                "probe/probe.Main", "open-glow", "shut-glow")).output();
        assertThat(said.lines().filter(line -> !line.startsWith("SLF4J"))).containsExactly(
                "open.glow Glow[size=3, more=null] {\"open-glow\":{\"size\":3}}",
                "Record shut.Glow of module shut.glow cannot be read: its package is not open. Add 'exports shut;' "
                        + "(where the record is public) or 'opens shut to cnn.core;' to that module's "
                        + "module-info.java.");
    }
}
