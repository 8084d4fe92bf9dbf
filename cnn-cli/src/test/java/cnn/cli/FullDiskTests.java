package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.cli.fetch.UnreliableServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file that a command writes, where the system takes only a part of it. A limit on the size of files ends a write at the
 * same place as a full disk does, and needs no rights. The system's temporary folder is as if it were full: it is not there.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process has no limit on the size of its files")
class FullDiskTests {
    /** In blocks of 512 bytes, as POSIX has it. */
    private static final int LIMIT = 64;
    /** Bytes of MNIST's first file: a server that gives others is refused. */
    private static final int MNIST = 9_912_422;
    private static final String THEN = "--then--";
    private static final String MODEL = "model.safetensors";
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String WRITE = "Cannot write '%s': ";

    @TempDir private Path folder;

    /** Runs commands one after the other in a JVM of their own. */
    static final class Commands {
        private Commands() {
        }

        /** Prints the exit code of each and what it said. */
        public static void main(String[] arguments) {
            List<Object> command = new ArrayList<>();
            for (String argument : arguments) {
                if (argument.equals(THEN)) {
                    CommandRun run = CommandRun.of(command.toArray());
                    System.out.print(run.code() + "\n" + run.err() + THEN + "\n");
                    command.clear();
                } else {
                    command.add(argument);
                }
            }
        }
    }

    /** What commands said, each with its exit code before, where no file may be longer. */
    private List<String> limited(List<Object[]> commands) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + LIMIT + " && exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder.resolve("no temporary folder"), "-cp",
                System.getProperty("java.class.path"), Commands.class.getName()));
        for (Object[] command : commands) {
            Arrays.stream(command).map(String::valueOf).forEach(all::add);
            all.add(THEN);
        }
        Process process = new ProcessBuilder(all).redirectError(folder.resolve("errors").toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        List<String> each = List.of(said.split(THEN + "\n"));
        assertThat(each).as(said).hasSize(commands.size());
        return each;
    }

    private static String unwritten(Path file) {
        return "cnn: Cannot write '" + file
                + "': it is larger than a file of this process or on this disk may be, which "
                + "took " + String.format("%,d", LIMIT * 512)
                + " bytes of it. Raise what ulimit -f tells, or choose another "
                + "folder.";
    }

    @Test
    void nothingIsLostAndNothingLeftHalfWritten() throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline("- flatten\n", "- flatten\n  - dense: {units: 400}\n");
        Path straight = folder.resolve("straight");
        Path run = folder.resolve("run");
        train(pipeline, straight, 3);
        train(pipeline, run, 1);
        Path onnx = project.text("model.onnx", "what was there before");
        Path page = project.text("page.html", "what was there before");
        Path fresh = folder.resolve("fresh");
        Path jars = folder.resolve("jars");
        Path caches = folder.resolve("caches");
        Path sets = folder.resolve("sets");
        Path sheet = folder.resolve("sheet.png");
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
        List<String> said;
        try (UnreliableServer server = new UnreliableServer(new byte[MNIST])) {
            said = limited(List.of(
                    new Object[] {"train", pipeline, "--out", run, "--epochs", 3, "--resume", "--kernels", "scalar"},
                    new Object[] {"train", pipeline, "--out", fresh, "--epochs", 1, "--kernels", "scalar"},
                    new Object[] {"export", run, "--to", "onnx", "--out", onnx},
                    new Object[] {"package", run, "--images", folder.resolve("data/test/dark"), "--as",
                        "com.example:tiny:1.0", "--out", jars},
                    new Object[] {"report", run, "--out", page},
                    new Object[] {"data", "show", pipeline, "--set", "preprocess={channels: 1, size: 64}",
                        "--cache", caches, "--cache-above", 0},
                    new Object[] {"data", "fetch", "mnist", "--from", server.address("/"), "--out", sets},
                    new Object[] {"data", "show", pipeline, "--count", 2, "--out", sheet}));
        }
        assertThat(said.get(0)).startsWith("1\n").endsWith(unwritten(run.resolve("checkpoint.safetensors"))
                + " The checkpoint is whole: once that is mended, the run goes on from there with --resume.\n");
        assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
        assertThat(run.resolve("checkpoint.safetensors")).hasBinaryContent(checkpoint);
        assertThat(said.get(1)).startsWith("1\n").endsWith(unwritten(fresh.resolve("checkpoint.safetensors"))
                + " There is no checkpoint to go on from yet.\n");
        assertThat(said.get(2)).startsWith("1\n").endsWith(unwritten(onnx) + "\n");
        assertThat(said.get(3)).startsWith("1\n").endsWith(unwritten(jars.resolve("tiny-1.0.jar")) + "\n");
        assertThat(said.get(4)).startsWith("1\n").endsWith(unwritten(page) + "\n");
        assertThat(said.get(5)).startsWith("1\n").contains("cnn: The pictures in '",
                "and they cannot be kept in a file. "
                        + "Cannot write '" + caches,
                "Another folder is named by --cache");
        assertThat(said.get(6)).startsWith("1\n").endsWith(unwritten(sets.resolve("train-images-idx3-ubyte.gz.part"))
                .replaceFirst(", which took .* of it", "") + "\n");
        assertThat(said.get(7)).startsWith("0\n");
        assertThat(sheet).isNotEmptyFile();

        assertThat(onnx).hasContent("what was there before");
        assertThat(page).hasContent("what was there before");
        assertThat(names(jars)).isEmpty();
        assertThat(names(caches)).isEmpty();
        assertThat(names(fresh)).containsExactly(".lock");
        assertThat(names(run)).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(sets.resolve("train-images-idx3-ubyte.gz.part")).hasSize(LIMIT * 512); // the next fetch goes on there

        train(pipeline, run, 3, "--resume");
        assertThat(Files.mismatch(straight.resolve("model.safetensors"), run.resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    /** As {@link #nothingIsLostAndNothingLeftHalfWritten}, on a disk that is full: what the limit stands for. */
    @Test
    void aDiskThatIsFullTakesNothingAway() throws Exception {
        TinyProject project = TinyProject.in(folder);
        Path pipeline = project.pipeline("- flatten\n", "- flatten\n  - dense: {units: 200}\n");
        Path straight = folder.resolve("straight");
        Path first = folder.resolve("first");
        train(pipeline, straight, 3);
        train(pipeline, first, 1);
        try (SmallDisk disk = SmallDisk.on(folder.resolve("disk"))) {
            Path run = Files.createDirectory(disk.path("run"));
            for (String name : List.of(MODEL, CHECKPOINT)) {
                Files.copy(first.resolve(name), run.resolve(name));
            }
            Object[] resume = {"train", pipeline, "--out", run, "--epochs", 3, "--kernels", "scalar", "--resume"};
            disk.leave(0);
            full(run, "Cannot write to the folder '%s': ", ". Free some, or choose another folder.", resume);
            disk.leave(32 << 10);
            full(run.resolve(CHECKPOINT), WRITE,
                    "The checkpoint is whole: once that is mended, the run goes on from there with "
                            + "--resume.",
                    resume);
            assertThat(names(run)).containsExactlyInAnyOrder(".lock", MODEL, CHECKPOINT);
            for (String name : List.of(MODEL, CHECKPOINT)) {
                assertThat(Files.mismatch(first.resolve(name), run.resolve(name))).isEqualTo(-1);
            }
            CommandRun.of("evaluate", run, "--data", "folder:" + project.path("data"), "--part", "test").succeeds();
            disk.leave(112 << 10);
            full(run.resolve("report.html"), "The model is written, but not all that is told of it: " + WRITE, "",
                    resume);
            assertThat(Files.mismatch(straight.resolve(MODEL), run.resolve(MODEL))).isEqualTo(-1);
            assertThat(names(run)).contains("history.csv", "summary.json").noneMatch(name -> name.endsWith(".tmp"));
            disk.free();
            CommandRun.of(resume).succeeds();
            assertThat(Files.mismatch(straight.resolve(MODEL), run.resolve(MODEL))).isEqualTo(-1);

            Path fresh = disk.path("fresh");
            Object[] start = {"train", pipeline, "--out", fresh, "--epochs", 3, "--kernels", "scalar"};
            disk.leave(64 << 10);
            full(fresh.resolve(MODEL), WRITE,
                    "The checkpoint is whole: once that is mended, the run goes on from there with --resume.",
                    start);
            assertThat(names(fresh)).containsExactlyInAnyOrder(".lock", CHECKPOINT);
            disk.free();
            train(pipeline, fresh, 3, "--resume");
            assertThat(Files.mismatch(straight.resolve(MODEL), fresh.resolve(MODEL))).isEqualTo(-1);
            writesNoHalves(disk, project, first, pipeline);
        }
    }

    private static void writesNoHalves(SmallDisk disk, TinyProject project, Path model, Path pipeline)
            throws Exception {
        Path tuned = project.text("tuned.yaml", Files.readString(pipeline)
                + "tune: {trials: 2, ranges: {train.batch: {choice: [4, 8]}}}\n");
        Path search = disk.path("search");
        Object[] tune = {"tune", tuned, "--out", search, "--kernels", "scalar"};
        disk.leave(0);
        full(search, "Cannot write to the folder '%s': ", ". Free some, or choose another folder.", tune);
        disk.leave(64 << 10);
        full(search.resolve("trial-1").resolve(CHECKPOINT), WRITE, "There is no checkpoint to go on from yet.", tune);
        disk.free();
        CommandRun.of(tune).succeeds();

        Path explanation = disk.path("explanation");
        Path page = Files.writeString(disk.path("page.html"), "what was there before");
        Path onnx = Files.writeString(disk.path("model.onnx"), "what was there before");
        disk.leave(4 << 10);
        full(explanation.resolve("1/grad-cam.png"), WRITE, "", "explain", model, project.path("data/test/dark/1.png"),
                "--out",
                explanation);
        assertThat(names(explanation.resolve("1"))).containsExactly("picture.png");
        disk.leave(8 << 10);
        full(page, WRITE, "", "report", model, "--out", page);
        full(onnx, WRITE, "", "export", model, "--to", "onnx", "--out", onnx);
        assertThat(page).hasContent("what was there before");
        assertThat(onnx).hasContent("what was there before");
        Path sets = disk.path("sets");
        try (UnreliableServer server = new UnreliableServer(new byte[MNIST])) {
            CommandRun fetch = CommandRun.of("data", "fetch", "mnist", "--from", server.address("/"), "--out", sets);
            assertThat(fetch.code()).isEqualTo(1);
            assertThat(fetch.err())
                    .contains("cnn: 'train-images-idx3-ubyte.gz' has 9 MB to come, and the disk of '" + sets
                            + "' has room for 0 MB. Free some, or name another folder with --out.");
        }
        assertThat(names(sets)).doesNotContain("train-images-idx3-ubyte.gz");
        assertThat(names(disk.folder())).noneMatch(name -> name.endsWith(".tmp"));
    }

    /** Runs a command, which must fail for want of room for this file. */
    private static void full(Path file, String what, String end, Object... command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("cnn: " + what.formatted(file) + "there is no space left on the disk")
                .endsWith(end + "\n");
    }

    private static void train(Path pipeline, Path out, int epochs, Object... more) {
        List<Object> command = new ArrayList<>(List.of("train", pipeline, "--out", out, "--epochs", epochs, "--kernels",
                "scalar"));
        command.addAll(List.of(more));
        CommandRun.of(command.toArray()).succeeds();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
