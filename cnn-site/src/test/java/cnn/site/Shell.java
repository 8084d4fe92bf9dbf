package cnn.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A reader's shell, in a folder that looks like the project's, with {@code ./cnn} and {@code java} running what the tests were
 * built with.
 */
final class Shell {
    private static final long PATIENCE_MINUTES = 10;
    /** As in the launcher. */
    private static final String FLAGS = "-XX:+UseSerialGC -XX:-UsePerfData -Dslf4j.internal.verbosity=WARN "
            + "-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Djava.awt.headless=true";
    private static final String WITHOUT_WARNING = " 2>&1 | grep -v '^WARNING: Using incubator modules'; exit ${PIPESTATUS[0]}\n";

    private final Path root;
    private final Path folder;

    Shell(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    private void prepare() throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Files.createDirectories(folder);
        for (String name : List.of("docs", "pipelines", "cnn-examples")) {
            Files.createSymbolicLink(folder.resolve(name), root.resolve(name));
        }
        String java = "'" + Path.of(System.getProperty("java.home")).resolve("bin/java") + "' " + FLAGS;
        String classPath = "'" + System.getProperty("java.class.path") + "'";
        script("cnn", java + " --add-modules jdk.incubator.vector -cp " + classPath + " cnn.cli.Main \"$@\""
                + WITHOUT_WARNING);
        // the jars of a build that is not made yet while tests run
        script("bin/java", "arguments=()\nfor a in \"$@\"; do\n"
                + "  [ \"$a\" != 'cnn-cli/target/dist/lib/*' ] || a=" + classPath + "\n  arguments+=(\"$a\")\ndone\n"
                + java + " \"${arguments[@]}\"" + WITHOUT_WARNING);
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        file.toFile().setExecutable(true);
    }

    void write(String name, String text) throws IOException {
        prepare();
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Gives a command and returns what it says, on both streams. */
    String run(String command) throws IOException, InterruptedException {
        prepare();
        Path said = folder.resolve(".said");
        ProcessBuilder process = new ProcessBuilder("bash", "-c", command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(said.toFile());
        process.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        process.environment().put("LC_ALL", "C.UTF-8");
        Process started = process.start();
        if (!started.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            started.destroyForcibly();
            throw new AssertionError(command + " did not end:\n" + Files.readString(said));
        }
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
