package cnn.examples.docs;

import cnn.api.Plugin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles Java that stands in pages. A block is either a type or statements, and sees every package of the project
 * without imports, unless it has some: then these must do.
 */
final class Snippets {
    private static final Pattern TYPE = Pattern
            .compile("(?m)^(?:public |final |abstract )*(?:record|class|interface|enum) (\\w+)");
    private static final String IMPORTS = imports("");

    private final List<JavaFileObject> sources = new ArrayList<>();
    private final String imports;
    private final String classPath;

    Snippets() {
        this(IMPORTS, System.getProperty("java.class.path"));
    }

    private Snippets(String imports, String classPath) {
        this.imports = imports;
        this.classPath = classPath;
    }

    /** For code that sees the API and nothing else of the project. */
    static Snippets ofTheApi() {
        try {
            return new Snippets(imports("cnn-api"),
                    Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One more block. */
    Snippets add(Page.Block block) {
        Matcher type = TYPE.matcher(block.text());
        if (type.find()) {
            return add(type.group(1), (block.text().startsWith("import ") ? "" : imports) + block.text());
        }
        String name = "Statements" + sources.size();
        return add(name, imports + "final class " + name + " { void run(" + block.argument()
                + ") throws Exception { // " + block.place() + "\n" + block.text() + "}}");
    }

    /** A whole file. */
    Snippets add(String name, String source) {
        sources.add(new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        });
        return this;
    }

    /** Compiles all into a folder. Returns what the compiler has against them; empty where it is content. */
    String compile(Path folder) {
        if (sources.isEmpty()) {
            return "";
        }
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-proc:none", "-cp", classPath);
        ToolProvider.getSystemJavaCompiler().getTask(complaints, null, null, options, null, sources).call();
        return complaints.toString();
    }

    /** Every package of a module, or of the project, and of the JDK what one has imported anyway. */
    private static String imports(String module) {
        try (Stream<Path> files = Files.walk(Page.root().resolve(module), 12)) {
            return files.map(file -> file.toString().replace('\\', '/'))
                    .filter(file -> file.matches(".*/src/main/java/cnn/.*/package-info\\.java"))
                    .filter(file -> !file.matches(".*/cnn/onnx/.+/package-info\\.java")) // not exported, with a Node of its own
                    .map(file -> file.replaceFirst(".*/src/main/java/", "").replaceFirst("/package-info\\.java", "")
                            .replace('/', '.'))
                    .filter(name -> !name.matches("cnn\\.(cli|bench|site)\\b.*")).sorted()
                    .collect(Collectors.joining(".*; import ", "import ",
                            ".*; import java.io.*; import java.net.*; import java.nio.file.*; "
                                    + "import java.util.*; import java.util.concurrent.*; "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
