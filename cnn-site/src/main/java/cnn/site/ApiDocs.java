package cnn.site;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Javadoc of all modules that others may depend on, as one: those that {@code cnn-bom} names, the command line apart.
 *
 * @param root the project's folder
 */
record ApiDocs(Path root) {
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(cnn-[a-z]+)</artifactId>");
    private static final Pattern DESCRIPTION = Pattern.compile("<description>(.*?)</description>", Pattern.DOTALL);
    private static final String GENERATED = "target/generated-sources/kernels";
    /** A jar that no module can be made of, whose name says nothing that Java would take for one. */
    private static final String NO_MODULE = ".*[/\\\\]onnx-protobuf_[^/\\\\]*";

    private static final String OURS = ".*[/\\\\]cnn-[^/\\\\]*";

    /** The artifacts, in the order of the bom. */
    List<String> artifacts() {
        ProjectFiles files = new ProjectFiles(root);
        return ARTIFACT.matcher(files.text("cnn-bom/pom.xml")).results().map(match -> match.group(1)).distinct()
                .filter(name -> !name.matches("cnn-(bom|cli|examples)")
                        && files.has(name + "/src/main/java/module-info.java"))
                .toList();
    }

    private static String module(String artifact) {
        return artifact.replace('-', '.');
    }

    /** The first page: what each module is for, in the words of its pom. */
    String overview() {
        ProjectFiles files = new ProjectFiles(root);
        String rows = artifacts().stream().map(artifact -> {
            Matcher description = DESCRIPTION.matcher(files.text(artifact + "/pom.xml"));
            return "<tr><th scope=\"row\">{@link " + module(artifact) + "/}</th><td><code>cnn:" + artifact
                    + "</code></td><td>" + (description.find() ? Frame.escaped(description.group(1)) : "")
                    + "</td></tr>";
        }).collect(Collectors.joining("\n"));
        return """
                <!DOCTYPE html><html lang="en"><head><title>API</title></head><body><main>
                <p>A convolutional-network framework in pure Java. An application begins with {@link cnn.core.run.Cnn}, whoever
                writes a layer with {@link cnn.api.layer.Layer}, whoever comes with an ONNX file with {@link cnn.onnx.Onnx}.
                <a href="{@docRoot}/../docs/index.html">The guides</a> tell the rest.</p>
                <table class="striped"><caption>Modules</caption>
                <thead><tr><th scope="col">module</th><th scope="col">artifact</th><th scope="col">for</th></tr></thead>
                <tbody>
                %s
                </tbody></table>
                <p>Every module sees {@code cnn.api}; {@code cnn.core} knows none of the others, {@code cnn.layers},
                {@code cnn.augment} and {@code cnn.testkit} see the API alone, {@code cnn.zoo} the layers as well.</p>
                </main></body></html>
                """.formatted(rows);
    }

    /** Writes it. Returns what the tool has against it; empty where it is content. */
    String write(Path out) {
        Path overview = out.resolveSibling("overview.html"); // only for the tool, which keeps what it says
        Site.write(overview, overview());
        List<String> modules = artifacts().stream().map(ApiDocs::module).toList();
        List<String> path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.isRegularFile(Path.of(entry)) && !entry.matches(OURS)).toList();
        List<String> options = new ArrayList<>(List.of("-quiet", "-notimestamp", "--no-fonts", "-Werror",
                "-Xdoclint:all,-missing", "-XD-Xlint:-incubating=-incubating", "-d", out.toString(), "-windowtitle",
                "cnn", "-doctitle", "cnn", "-overview", overview.toString(), "-header",
                "<a style=\"color:#fff\" href=\"{@docRoot}/../docs/index.html\">Guides</a>", "--module",
                String.join(",", modules),
                "--module-path", joined(path.stream().filter(entry -> !entry.matches(NO_MODULE))), "-classpath",
                joined(path.stream().filter(entry -> entry.matches(NO_MODULE))), "--add-reads",
                "cnn.onnx=ALL-UNNAMED"));
        for (String artifact : artifacts()) {
            options.add("--module-source-path");
            options.add(module(artifact) + "=" + joined(Stream.of("src/main/java", GENERATED)
                    .map(root.resolve(artifact)::resolve).filter(Files::isDirectory).map(Path::toString)));
        }
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said, true);
        int code = ToolProvider.findFirst("javadoc").orElseThrow(() -> new IllegalStateException(
                "This Java has no javadoc. Run it with a JDK.")).run(to, to, options.toArray(String[]::new));
        Site.delete(overview);
        return code == 0 ? "" : said.toString();
    }

    private static String joined(Stream<String> paths) {
        return paths.collect(Collectors.joining(File.pathSeparator));
    }
}
