package cnn.consumer;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A small project of a stranger's, in a folder: what it is compiled from and to, and how it runs. */
final class Project {
    /** Minutes after which a program hangs. */
    private static final int PATIENCE = 15;

    private final Path folder;
    private final Path sources;
    private final Path classes;

    Project(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        sources = Files.createDirectories(folder.resolve("src"));
        classes = Files.createDirectories(folder.resolve("classes"));
    }

    /** How a program ended, and what it said. */
    record Run(int code, String output) {
        /** What it said, where it succeeded. */
        String succeeds() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ":\n" + output);
            }
            return output;
        }
    }

    /** Where the framework's own files are. */
    static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }

    /** Adds a source file: {@code com/example/Main.java}. */
    Project source(String name, String text) throws IOException {
        return write(sources.resolve(name), text);
    }

    /** Adds all source files of a folder. */
    Project sources(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                source(from.relativize(file).toString(), Files.readString(file));
            }
        }
        return this;
    }

    /** Adds a file beside the classes: {@code META-INF/services/cnn.api.Plugin}. */
    Project resource(String name, String text) throws IOException {
        return write(classes.resolve(name), text);
    }

    private Project write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** Compiles against a class path. */
    Project compile(List<Path> classPath) throws IOException {
        return compile("-cp", classPath);
    }

    /** Compiles as a module. */
    Project compileModule(List<Path> modulePath) throws IOException {
        return compile("-p", modulePath);
    }

    private Project compile(String option, List<Path> path) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        StringWriter complaints = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(option, joined(path), "-d", classes.toString(), "-proc:none", "-parameters");
            if (!compiler.getTask(complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new AssertionError(complaints.toString());
            }
        }
        return this;
    }

    /** The folder of its classes. */
    Path classes() {
        return classes;
    }

    /** Its classes and resources in a jar. */
    Path jar() throws IOException {
        return jar(folder.resolve("project.jar"), List.of(classes));
    }

    /** Files of several folders in a jar; of one name the first. */
    static Path jar(Path jar, List<Path> folders) throws IOException {
        List<String> names = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream pack = new JarOutputStream(out)) {
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String name = folder.relativize(file).toString().replace('\\', '/');
                        if (!names.contains(name)) {
                            names.add(name);
                            pack.putNextEntry(new JarEntry(name));
                            Files.copy(file, pack);
                        }
                    }
                }
            }
        }
        return jar;
    }

    /** Paths as the JVM takes them. */
    static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs the Java of the tests in this project's folder. */
    Run java(String... arguments) throws IOException, InterruptedException {
        return java(Path.of(System.getProperty("java.home")), arguments);
    }

    /** Runs the Java of a run-time image. */
    Run java(Path home, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        if (!process.waitFor(PATIENCE, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("did not end:\n" + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** A list with one more in front. */
    static List<Path> with(Path first, List<Path> others) {
        List<Path> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }
}
