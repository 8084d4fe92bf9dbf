package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be trained on: one clear message, exit code 1, and nothing written. */
class BadDataTests {
    @TempDir private Path folder;
    private TinyProject project;
    private Path out;

    @BeforeEach
    void makeProject() {
        project = TinyProject.in(folder);
        out = folder.resolve("run");
    }

    private CommandRun trainOn(String data, Object... more) {
        Path pipeline = project.pipeline("data: {folder: {path: 'FOLDER'}}", "data: " + data);
        Object[] arguments = new Object[more.length + 4];
        System.arraycopy(new Object[] {"train", pipeline, "--out", out}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    private CommandRun failsOn(String data, Object... more) {
        CommandRun run = trainOn(data, more);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cnn: ").doesNotContain("Exception").hasLineCount(1);
        assertThat(out).doesNotExist();
        return run;
    }

    private String folderSource(String name) {
        return "{folder: {path: '" + project.path(name) + "'}}";
    }

    @Test
    void aMissingFolder() {
        assertThat(failsOn(folderSource("nowhere")).err()).contains(
                "The data folder '" + project.path("nowhere") + "' does not exist. Check the path");
    }

    @Test
    void anEmptyFolder() throws IOException {
        Files.createDirectories(project.path("empty"));
        assertThat(failsOn(folderSource("empty")).err()).contains(project.path("empty").toString());
    }

    @Test
    void aClassWithNoImages() throws IOException {
        Files.createDirectories(project.path("data/train/grey"));
        assertThat(failsOn(folderSource("data")).err()).contains(project.path("data/train/grey").toString());
    }

    @Test
    void aFileThatIsNoImageIsSkippedAndCounted() {
        Path file = project.text("data/train/dark/notes.png", "bought at the market");
        CommandRun run = trainOn(folderSource("data")).succeeds();
        assertThat(run.err()).contains(file.toString(), "Skipped 1 of 25 files");
    }

    @Test
    void aFileThatIsNoImageIsAnErrorWhereStrict() {
        Path file = project.text("data/train/dark/notes.png", "bought at the market");
        assertThat(failsOn(folderSource("data"), "--strict").err()).contains(file.toString());
    }

    @Test
    void aTruncatedIdxFile() throws IOException {
        idx(7, 7 * 36 - 5);
        assertThat(failsOn("{idx: {path: '" + project.path("idx") + "'}}").err())
                .contains(project.path("idx/train-images-idx3-ubyte").toString());
    }

    @Test
    void countsOfImagesAndLabelsThatDiffer() throws IOException {
        idx(5, 7 * 36);
        assertThat(failsOn("{idx: {path: '" + project.path("idx") + "'}}").err()).contains("7 images", "5 labels");
    }

    private void idx(int labels, int bytes) throws IOException {
        Files.createDirectories(project.path("idx"));
        ByteBuffer pictures = ByteBuffer.allocate(16 + bytes).putInt(0x803).putInt(7).putInt(6).putInt(6);
        Files.write(project.path("idx/train-images-idx3-ubyte"), pictures.array());
        ByteBuffer classes = ByteBuffer.allocate(8 + labels).putInt(0x801).putInt(labels);
        Files.write(project.path("idx/train-labels-idx1-ubyte"), classes.array());
    }
}
