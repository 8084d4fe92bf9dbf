package cnn.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own for a program of the tests. Options that the machine has for every Java are left out: of each, Java
 * tells on standard error.
 *
 * @param options for the JVM
 * @param environment variables besides those of the tests
 */
public record ChildJvm(List<String> options, Map<String, String> environment) {
    /** With options for the JVM. */
    public static ChildJvm of(String... options) {
        return new ChildJvm(List.of(options), Map.of());
    }

    /** With one more environment variable. */
    public ChildJvm with(String variable, String value) {
        Map<String, String> all = new HashMap<>(environment);
        all.put(variable, value);
        return new ChildJvm(options, all);
    }

    /** The class path of the tests, and more. */
    public static String classPath(String... more) {
        Stream<String> own = Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""));
        return Stream.of(own, Stream.of(Path.of("target/test-classes").toAbsolutePath().toString()), Stream.of(more))
                .flatMap(entries -> entries).filter(entry -> !entry.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** How a program ended, and all that it said. */
    public record Ended(int code, String output) {
        /** What it said, where it succeeded. */
        public String succeeds() {
            assertThat(code).as(output).isZero();
            return output;
        }
    }

    /** Runs a program on the class path of the tests. */
    public Ended run(Class<?> program, Object... arguments) throws IOException, InterruptedException {
        return run(classPath(), program, arguments);
    }

    /** Runs a program on a class path. */
    public Ended run(String classPath, Class<?> program, Object... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-cp", classPath, program.getName()));
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        return start(words);
    }

    /** Starts Java with these words behind its options, and waits for its end. */
    public Ended start(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(words);
        ProcessBuilder java = new ProcessBuilder(command).redirectErrorStream(true);
        java.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        java.environment().putAll(environment);
        Process process = java.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
