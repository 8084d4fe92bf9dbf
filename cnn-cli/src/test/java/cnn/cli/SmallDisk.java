package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of 1 MiB in memory, mounted on a folder, which can be filled up. Where none may be mounted, the test is skipped. */
record SmallDisk(Path folder) implements AutoCloseable {
    static SmallDisk on(Path folder) throws IOException {
        Files.createDirectories(folder);
        boolean mounted;
        try {
            mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
        } catch (IOException e) {
            mounted = false; // no such command
        }
        assumeTrue(mounted, "this needs the right to mount a disk in memory: mount -t tmpfs, as root on Linux");
        return new SmallDisk(folder);
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return process.onExit().join().exitValue() == 0;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Fills it but for so many bytes, a multiple of 4096. */
    void leave(int bytes) throws IOException {
        free();
        Files.write(path("filler"), new byte[(int) folder.toFile().getUsableSpace() - bytes]);
        assertThat(folder.toFile().getUsableSpace()).isEqualTo(bytes);
    }

    void free() throws IOException {
        Files.deleteIfExists(path("filler"));
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", folder.toString())).isTrue();
    }
}
