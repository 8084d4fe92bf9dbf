package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ReportCommandTests {
    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
    }

    private static String read(Path page) throws IOException {
        return Files.readString(page);
    }

    @Test
    void trainingLeavesAReport() throws IOException {
        assertThat(read(model.resolveSibling("report.html"))).contains("<h1>tiny</h1>", "Test accuracy",
                "id=\"curves\"",
                "id=\"confusion\"", "id=\"network\"", "id=\"data\"", "id=\"pipeline\"");
    }

    @Test
    void aRunHasItsCurvesAndItsOwnData() throws IOException {
        Path out = folder.resolve("again.html");
        CommandRun run = CommandRun.of("report", model.getParent(), "--out", out).succeeds();
        assertThat(run.out()).isEqualTo("report  " + out + "\n");
        assertThat(read(out)).contains("id=\"curves\"", "Test accuracy", "id=\"data\"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aModelFileHasAPageBesideItAndNoCurves() throws IOException {
        Path copy = Files.copy(model, folder.resolve("copy.safetensors"));
        CommandRun.of("report", copy).succeeds();
        assertThat(read(folder.resolve("copy-report.html"))).contains("Test accuracy").doesNotContain("id=\"curves\"");
    }

    @Test
    void otherImagesMayBeNamed() throws IOException {
        project.image("others/dark/1.png", 10);
        project.image("others/light/1.png", 240);
        Path out = folder.resolve("others.html");
        CommandRun.of("report", model, "--data", "folder:" + project.path("others"), "--out", out).succeeds();
        assertThat(read(out)).contains("All images: accuracy");
        CommandRun.of("report", model, "--data", "nosuch:x", "--out", out).fails(2,
                CommandRun.of("evaluate", model, "--data",
                        "nosuch:x").err().replaceFirst("^cnn: ", "").replaceFirst("evaluate", "report")
                        .stripTrailing());
    }

    @Test
    void dataThatIsGoneIsTold() throws IOException {
        TinyProject other = TinyProject.in(Files.createDirectories(folder.resolve("moved")));
        Path run = other.model().getParent();
        Files.move(other.path("data"), other.path("elsewhere"));
        CommandRun report = CommandRun.of("report", run).succeeds();
        assertThat(report.err())
                .startsWith("The data that the model was made from is not at hand, so that the report shows no "
                        + "images. Name some with --data. (");
        assertThat(read(run.resolve("report.html"))).contains("is not at hand", "id=\"curves\"").doesNotContain(
                "id=\"confusion\"");
    }

    @Test
    void imagesThatTheModelLearntFromAreTold() throws IOException {
        Path out = folder.resolve("learnt.html");
        Path all = project.pipeline(", validation: 0.25", "");
        CommandRun.of("train", all, "--out", project.path("all"), "--threads", 1).succeeds();
        CommandRun run = CommandRun.of("report", project.path("all"), "--part", "train", "--out", out).succeeds();
        assertThat(run.err())
                .isEqualTo("The figures are of the very images that the model learnt from: how well it reads "
                        + "others, they do not tell.\n");
        assertThat(read(out)).contains("The figures are of the very images", "Training accuracy");
    }

    @Test
    void aFolderIsNoPlaceForAPage() {
        CommandRun.of("report", model, "--out", folder).fails(1,
                "'" + folder + "' is a folder, and a report is one file. Name "
                        + "it, for example " + folder.resolve("report.html") + ".");
    }
}
