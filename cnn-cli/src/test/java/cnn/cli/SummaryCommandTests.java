package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTests {
    @TempDir private Path folder;
    private TinyProject project;

    @BeforeEach
    void makeProject() {
        project = TinyProject.in(folder);
    }

    @Test
    void showsWhatAPipelineIsMadeOf() {
        List<String> lines = CommandRun.of("summary", project.pipeline(), "--threads", 1).succeeds().out().lines()
                .toList();
        assertThat(lines.get(0)).matches("name +layer +output +parameters +multiply-adds");
        assertThat(lines.get(1)).matches("input +\\(6, 6, 1\\)");
        assertThat(lines.get(2)).matches("conv2d-1 +conv2d filters=2 kernel=3x3 +\\(4, 4, 2\\) +20 +288");
        assertThat(lines.get(3)).matches("relu-1 +relu +\\(4, 4, 2\\) +0 +0");
        assertThat(lines.get(4)).matches("flatten-1 +flatten +\\(32\\) +0 +0");
        assertThat(lines.get(5)).matches("dense-1 +dense units=2 +\\(2\\) +66 +64");
        assertThat(lines.get(6)).matches("total +4 layers +86 +352");
        assertThat(lines.get(8)).matches("memory for training +[\\d.]+ kB  \\(4 images at a time, 1 thread\\)");
        assertThat(lines.get(9)).matches("memory for predicting +[\\d.]+ kB  \\(1 image at a time, 1 thread\\)");
    }

    @Test
    void doesNotOpenTheDataWhereThePipelineGivesTheShape() {
        project.pipeline("preprocess: {channels: 1}", "preprocess: {size: 6x8, channels: 1}");
        CommandRun run = CommandRun.of("summary", folder.resolve("tiny.yaml"), "--set", "data.folder.path=/nowhere");
        assertThat(run.succeeds().out()).contains("(6, 8, 1)");
    }

    @Test
    void opensTheDataWhereTheShapeComesFromIt() {
        CommandRun run = CommandRun.of("summary", project.pipeline(), "--set", "data.folder.path=/nowhere");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The data folder '/nowhere' does not exist");
    }

    @Test
    void showsWhereAModelComesFrom() {
        Path model = project.model();
        String out = CommandRun.of("summary", model).succeeds().out();
        assertThat(out).contains("conv2d-1", "total", "classes     dark, light", "seed 3");
        assertThat(out).containsPattern("test +accuracy \\d+\\.\\d\\d %, loss \\d\\.\\d+");
        assertThat(CommandRun.of("summary", model.getParent()).succeeds().out()).isEqualTo(out);
    }

    @Test
    void showsBranches() {
        String layers = """
                network:
                  - conv2d: {filters: 2, kernel: 3, padding: same}
                    name: stem
                  - conv2d: {filters: 2, kernel: 3, padding: same}
                    name: branch
                  - add
                    from: [stem, branch]
                """.replace("- add\n", "- add: {}\n");
        project.pipeline("network:\n  - conv2d: {filters: 2, kernel: 3}\n", layers);
        assertThat(CommandRun.of("summary", folder.resolve("tiny.yaml")).succeeds().out())
                .containsPattern("name +layer +from +output")
                .containsPattern("add-1 +add +stem, branch +\\(6, 6, 2\\)");
    }

    @Test
    void bundledPipelinesCanBeNamed() {
        assertThat(CommandRun.of("summary", "shapes-basic").succeeds().out()).contains("spatial-dropout");
        assertThat(CommandRun.of("summary", "shapes-basic.yaml").succeeds().out()).contains("spatial-dropout");
    }
}
