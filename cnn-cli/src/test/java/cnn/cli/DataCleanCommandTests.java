package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that go to a cache, from the first run to the command that removes them. */
class DataCleanCommandTests {
    @TempDir private Path folder;

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        }
    }

    @Test
    void aModelHasTheSameBytesFromMemoryAndFromTheCache() throws IOException {
        TinyProject project = TinyProject.in(folder);
        CommandRun.of("train", project.pipeline(), "--out", project.path("held/run")).succeeds();
        CommandRun first = CommandRun
                .of("train", project.pipeline(), "--out", project.path("kept/run"), "--cache-above", 0).succeeds();
        CommandRun second = CommandRun
                .of("train", project.pipeline(), "--out", project.path("kept/more"), "--cache-above", "0k").succeeds();
        assertThat(project.path("held/.cnn-cache")).doesNotExist();
        assertThat(files(project.path("kept/.cnn-cache"))).hasSize(2);
        byte[] held = Files.readAllBytes(project.path("held/run/model.safetensors"));
        assertThat(Files.readAllBytes(project.path("kept/run/model.safetensors"))).isEqualTo(held);
        assertThat(Files.readAllBytes(project.path("kept/more/model.safetensors"))).isEqualTo(held);
        assertThat(first.err())
                .contains("The pictures in '" + project.path("data/train") + "' take 0 MB decoded, and the "
                        + "memory for them is 0 MB: they are decoded into '" + project.path("kept/.cnn-cache/train-"));
        assertThat(second.err()).contains("The pictures in '" + project.path("data/train") + "' are read from '"
                + project.path("kept/.cnn-cache/train-"));
    }

    @Test
    void evaluatesAndCrossValidatesFromTheCache() throws IOException {
        TinyProject project = TinyProject.in(folder);
        Path model = project.model();
        Path cache = project.path("cache");
        Object[] evaluate = {"evaluate", model, "--data", "folder:" + project.path("data"), "--cache", cache,
            "--cache-above", 0};
        String result = CommandRun.of("evaluate", model, "--data", "folder:" + project.path("data")).succeeds().out();
        assertThat(CommandRun.of(evaluate).succeeds().out()).isEqualTo(result);
        assertThat(CommandRun.of(evaluate).succeeds().err()).contains("are read from '" + cache);
        Object[] validate = {"cross-validate", project.pipeline(), "--folds", 2, "--out", project.path("folds"),
            "--cache",
            cache, "--cache-above", 0};
        assertThat(CommandRun.of(validate).succeeds().err()).contains("are decoded into '" + cache);
        assertThat(CommandRun.of(validate).succeeds().err()).contains("are read from '" + cache)
                .doesNotContain("are decoded into");
        assertThat(files(cache)).as("train and test, of size and channels as they are and as the model takes them")
                .hasSize(4);
    }

    @Test
    void removesWhatIsInOrBesideAPlace() throws IOException {
        TinyProject project = TinyProject.in(folder);
        for (String place : new String[] {"kept/run", "kept/run/model.safetensors", "kept", "kept/.cnn-cache"}) {
            CommandRun.of("train", project.pipeline(), "--out", project.path("kept/run"), "--cache-above", 0)
                    .succeeds();
            Path cache = project.path("kept/.cnn-cache");
            long bytes = 0;
            for (Path file : files(cache)) {
                bytes += Files.size(file);
            }
            assertThat(CommandRun.of("data", "clean", project.path(place)).succeeds().out()).isEqualTo(
                    "Removed 2 files (" + Text.bytes(bytes) + ") of decoded images from '" + cache + "'.\n");
            assertThat(cache).doesNotExist();
        }
        assertThat(project.path("kept/run/model.safetensors")).exists();
        assertThat(CommandRun.of("data", "clean", project.path("kept/run")).succeeds().out())
                .isEqualTo("There are no decoded images in or beside '" + project.path("kept/run") + "'.\n");
    }

    @Test
    void whatIsNoCacheStays() throws IOException {
        TinyProject project = TinyProject.in(folder);
        CommandRun.of("train", project.pipeline(), "--out", project.path("kept/run"), "--cache-above", 0).succeeds();
        Path other = Files.writeString(project.path("kept/.cnn-cache/my.pictures"), "x");
        CommandRun.of("data", "clean", project.path("kept")).succeeds();
        assertThat(files(project.path("kept/.cnn-cache"))).containsExactly(other);
    }

    @Test
    void aWrongPlaceOrSizeIsSaidSo() {
        Path nowhere = folder.resolve("nowhere");
        CommandRun.of("data", "clean", nowhere).fails(1,
                "There is no '" + nowhere + "'. Give the folder of a run, one that "
                        + "holds runs, or what --cache named.");
        TinyProject project = TinyProject.in(folder);
        CommandRun.of("train", project.pipeline(), "--out", project.path("run"), "--cache-above", "much").fails(2,
                "--cache-above takes a size, but was given 'much'. Give bytes, or k, m or g of them, for example 500m or "
                        + "2g; 0 keeps no decoded image in memory.\nSee ./cnn train --help.");
        assertThat(CommandRun.of("data").code()).isEqualTo(2);
        assertThat(CommandRun.of("data", "--help").succeeds().out()).startsWith("Usage: cnn data").contains("clean");
        assertThat(CommandRun.of("data", "clean", "--help").succeeds().out()).startsWith("Usage: cnn data clean");
        CommandRun.of("data", "claen").fails(2,
                "Unknown command 'claen'. Did you mean 'clean'?\nSee ./cnn data --help.");
    }
}
