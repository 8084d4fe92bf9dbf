package cnn.core.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar as a plug-in's author would build it, from source text. */
public final class PluginJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>(List.of("-proc:none"));

    /** Adds a class; {@code module-info} too. */
    public PluginJar source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** Adds a service file that names a provider. */
    public PluginJar service(String contract, String provider) {
        files.merge("META-INF/services/" + contract, provider, (first, second) -> first + "\n" + second);
        return this;
    }

    /** A layer that does nothing, with an id. */
    public PluginJar layer(String name, String annotation) {
        int dot = name.lastIndexOf('.');
        return source(name, "package " + name.substring(0, dot) + "; " + annotation + " public record "
                + name.substring(dot + 1) + "() implements cnn.api.layer.Layer { public cnn.api.layer.Bound bind("
                + "cnn.api.layer.Binding in) { return null; } }");
    }

    /** A plug-in class that lists components, and the line that names it. */
    public PluginJar plugin(String name, String... components) {
        return pluginClass(name, components).service("cnn.api.Plugin", name);
    }

    /** A plug-in class that lists components, which no service file names. */
    public PluginJar pluginClass(String name, String... components) {
        int dot = name.lastIndexOf('.');
        return source(name, "package " + name.substring(0, dot) + "; public final class " + name.substring(dot + 1)
                + " implements cnn.api.Plugin { public java.util.List<Class<? extends Record>> components() { return "
                + "java.util.List.of(" + String.join(".class, ", components) + ".class); } }");
    }

    /** Compiles with the Vector API. */
    public PluginJar vectors() {
        options.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        return this;
    }

    /** Compiles against named modules rather than the class path. */
    public PluginJar modulePath(String path) {
        options.addAll(List.of("--module-path", path));
        return this;
    }

    /** Compiles and packs. */
    public Path write(Path jar) throws IOException {
        Path folder = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
        compile(folder);
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream pack = new JarOutputStream(out)) {
            try (Stream<Path> classes = Files.walk(folder)) {
                for (Path file : classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                    pack.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                    pack.write(Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                pack.putNextEntry(new JarEntry(file.getKey()));
                pack.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private void compile(Path folder) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path path = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(path.getParent());
            paths.add(Files.writeString(path, source.getValue()));
        }
        options.addAll(List.of("-d", folder.toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(output, manager, null, options, null, manager.getJavaFileObjectsFromPaths(paths))
                    .call()) {
                throw new IllegalStateException(output.toString());
            }
        }
    }
}
