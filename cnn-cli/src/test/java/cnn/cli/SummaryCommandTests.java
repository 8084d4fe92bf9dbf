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
    void showsInWhichWayLayersAreComputed() {
        List<String> lines = CommandRun.of("summary", project.pipeline(), "--ways").succeeds().out().lines().toList();
        assertThat(lines.get(0)).matches("name +layer +output +parameters +multiply-adds +share +way");
        assertThat(lines.get(2)).matches("conv2d-1 +conv2d .* 288 +81\\.82 % +direct");
        assertThat(lines.get(3)).matches("relu-1 +relu +\\(4, 4, 2\\) +0 +0");
        assertThat(lines.get(5)).matches("dense-1 +dense .* 64 +18\\.18 % +pointwise");
        assertThat(lines).contains(
                "Each way is a package of cnn.layers.convolution; how it computes, and in which classes, is in "
                        + "docs/architecture.md.");
    }

    /** The network is so small that the shortest time of a layer may be below what is printed; it never is where layers have none. */
    @Test
    void showsHowLongLayersTake() {
        List<String> lines = CommandRun.of("summary", project.model(), "--times", "--batch", 2, "--threads", 1)
                .succeeds()
                .out().lines().toList();
        assertThat(lines.get(0)).matches("name +layer +output +parameters +multiply-adds +ms +GFLOP/s");
        assertThat(lines.get(2)).matches("conv2d-1 +conv2d .* 288 +\\d+\\.\\d{3} +\\d+\\.\\d");
        assertThat(lines.get(3)).as("runs within the convolution").matches("relu-1 +relu +\\(4, 4, 2\\) +0 +0");
        assertThat(lines.get(6)).matches("total +4 layers +86 +352 +\\d+\\.\\d{3} +\\d+\\.\\d");
        assertThat(lines.get(8)).matches("kind of layer +layers +ms +share +GFLOP/s");
        assertThat(lines.subList(9, 11))
                .anySatisfy(line -> assertThat(line).matches("conv2d, direct +1 +.* %.*"))
                .anySatisfy(line -> assertThat(line).matches("dense, pointwise +1 +.* %.*"));
        assertThat(lines).contains(
                "Times are of one image in prediction, 2 images at a time, 1 thread: the shortest of several runs.",
                "A layer without one runs within another, or takes none. A multiply-add counts as two operations.");
    }

    @Test
    void timesPipelinesToo() {
        assertThat(CommandRun.of("summary", project.pipeline(), "--times", "--depth", 1).succeeds().out())
                .containsPattern("conv2d, direct +1 .* %").contains("1 image at a time");
    }

    @Test
    void batchIsForTimes() {
        CommandRun alone = CommandRun.of("summary", project.pipeline(), "--batch", 8);
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains(
                "--batch is how many images --times measures at a time, and --times was not given. Give both.");
        assertThat(CommandRun.of("summary", project.pipeline(), "--times", "--batch", 0).err()).contains(
                "--batch is 0, but layers are timed with 1 image at a time or more. Give for example 8.");
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
    void showsWhatBranchesBecomeInPrediction() {
        project.pipeline("  - conv2d: {filters: 2, kernel: 3}\n", """
                  - parallel:
                      merge: add
                      branches: [[{conv2d: {filters: 2, kernel: 3, padding: same}}], [{conv2d: {filters: 2, kernel: 1}}]]
                    name: block
                """);
        Path pipeline = folder.resolve("tiny.yaml");
        assertThat(CommandRun.of("summary", pipeline, "--ways").succeeds().out())
                .containsPattern(
                        "block/add +add +block/branch-1/conv2d-1, block/branch-2/conv2d-1 .* in prediction one 3x3 "
                                + "convolution, direct\n");
        assertThat(CommandRun.of("summary", pipeline, "--ways", "--depth", 1).succeeds().out())
                .containsPattern("block .* direct; pointwise; in prediction one 3x3 convolution, direct\n");
    }

    @Test
    void foldsBlocks() {
        project.pipeline("  - conv2d: {filters: 2, kernel: 3}\n", """
                  - conv2d: {filters: 2, kernel: 1}
                  - repeat: {times: 2, layers: [{residual: {body: [{conv2d: {filters: 2, kernel: 1}}]}}]}
                    name: stage
                """);
        Path pipeline = folder.resolve("tiny.yaml");
        List<String> all = CommandRun.of("summary", pipeline).succeeds().out().lines().toList();
        assertThat(all.get(3)).matches("stage/1/residual-1/conv2d-1 +conv2d .* +\\(6, 6, 2\\) +6 +144");
        assertThat(all.get(4)).matches("stage/1/residual-1/add +add +stage/1/residual-1/conv2d-1, conv2d-1 .*");
        List<String> folded = CommandRun.of("summary", pipeline, "--depth", 1).succeeds().out().lines().toList();
        assertThat(folded.get(0)).matches("name +layer +output +parameters +multiply-adds");
        assertThat(folded.get(3)).matches("stage +repeat times=2, 4 layers +\\(6, 6, 2\\) +12 +288");
        assertThat(folded.get(4)).startsWith("relu-1");
        assertThat(folded.get(7)).matches("total +8 layers .*");
        List<String> deeper = CommandRun.of("summary", pipeline, "--depth", 2).succeeds().out().lines().toList();
        assertThat(deeper.get(3)).matches("stage/1 +sequential, 2 layers +\\(6, 6, 2\\) +6 +144");
        assertThat(deeper.get(4)).matches("stage/2 +sequential, 2 layers +\\(6, 6, 2\\) +6 +144");
    }

    @Test
    void foldsTheBlocksOfAModel() {
        project.pipeline("  - conv2d: {filters: 2, kernel: 3}\n", """
                  - sequential: {layers: [{conv2d: {filters: 2, kernel: 3}}, relu]}
                    name: stem
                """);
        CommandRun.of("train", folder.resolve("tiny.yaml"), "--out", folder.resolve("out")).succeeds();
        assertThat(CommandRun.of("summary", folder.resolve("out"), "--depth", 1).succeeds().out().lines().toList()
                .get(2)).matches("stem +2 layers +\\(4, 4, 2\\) +20 +288");
    }

    @Test
    void wantsALevelOfBlocksAtLeast() {
        CommandRun run = CommandRun.of("summary", project.pipeline(), "--depth", 0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("--depth is 0, but a summary shows 1 level of blocks or more. Give 1 for the blocks "
                        + "of the network itself, or leave it out to see every layer.");
    }

    @Test
    void bundledPipelinesCanBeNamed() {
        assertThat(CommandRun.of("summary", "shapes-basic").succeeds().out()).contains("spatial-dropout");
        assertThat(CommandRun.of("summary", "shapes-basic.yaml").succeeds().out()).contains("spatial-dropout");
    }
}
