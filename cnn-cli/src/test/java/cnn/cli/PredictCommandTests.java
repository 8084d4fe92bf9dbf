package cnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTests {
    @TempDir private static Path folder;
    private static TinyProject project;
    private static Path model;
    private static Path dark;
    private static Path light;

    @BeforeAll
    static void train() {
        project = TinyProject.in(folder);
        model = project.model();
        dark = project.image("dark.png", 20);
        light = project.image("lighter.png", 240);
    }

    @Test
    void answersWithALineForEachImage() {
        CommandRun run = CommandRun.of("predict", model, dark, light).succeeds();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).matches("\\S+dark\\.png     dark \\d+\\.\\d\\d %  \\(light \\d+\\.\\d\\d %\\)\n"
                + "\\S+lighter\\.png  light \\d+\\.\\d\\d %  \\(dark \\d+\\.\\d\\d %\\)\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void takesTheFolderOfARun() {
        CommandRun run = CommandRun.of("predict", model.getParent(), dark, "--top", 1).succeeds();
        assertThat(run.out()).matches("\\S+dark\\.png  dark \\d+\\.\\d\\d %\n");
    }

    @Test
    void answersInJson() {
        JsonNode json = CommandRun.of("predict", model, dark, light, "--json", "--top", 9).succeeds().json();
        assertThat(json).hasSize(2);
        assertThat(json.at("/0/image").asText()).isEqualTo(dark.toString());
        assertThat(json.at("/0/label").asText()).isEqualTo("dark");
        assertThat(json.at("/1/label").asText()).isEqualTo("light");
        assertThat(json.at("/0/top")).hasSize(2);
        assertThat(json.at("/0/top/0/probability").asDouble()).isEqualTo(json.at("/0/probability").asDouble());
        assertThat(json.at("/0/top/0/probability").asDouble() + json.at("/0/top/1/probability").asDouble())
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void anImageThatCannotBeReadDoesNotStopTheOthers() {
        Path broken = project.text("broken.png", "this is no picture");
        CommandRun run = CommandRun.of("predict", model, broken, dark, "--json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains(broken.toString()).hasLineCount(1);
        assertThat(run.json().at("/0/error").asText()).contains(broken.toString());
        assertThat(run.json().at("/1/label").asText()).isEqualTo("dark");
    }

    @Test
    void anImageThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.png");
        CommandRun run = CommandRun.of("predict", model, missing, dark);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cnn: ").contains(missing.toString()).hasLineCount(1);
        assertThat(run.out()).contains("dark.png");
    }

    @Test
    void looksAtTheFilesOfAFolder() {
        Path images = folder.resolve("unsorted");
        project.image("unsorted/b.png", 230);
        project.image("unsorted/a.png", 10);
        project.image("unsorted/deep/c.png", 10);
        project.text("unsorted/.hidden", "x");
        CommandRun run = CommandRun.of("predict", model, images, "--top", 1).succeeds();
        assertThat(run.out()).matches("\\S+a\\.png  dark \\S+ %\n\\S+b\\.png  light \\S+ %\n");
        assertThat(run.err()).isEqualTo("Ignored the folders inside '" + images
                + "': 1. Name them to have their images looked at too.\n");
        CommandRun.of("predict", model, folder.resolve("data")).fails(1, "The folder '" + folder.resolve("data")
                + "' has no files, only 2 folders. Name the folder that holds the images.");
    }

    @Test
    void looksAtWhatAListNames() throws IOException {
        StringBuilder names = new StringBuilder("\n");
        for (int i = 0; i < 100; i++) {
            names.append(dark).append("\r\n").append(light).append('\n');
        }
        Path list = project.text("names.txt", names.toString());
        assertThat(CommandRun.of("predict", model, dark, "--list", list).succeeds().out().lines()).hasSize(201);
        JsonNode json = CommandRun.of("predict", model, "--list", list, "--json").succeeds().json();
        assertThat(json).hasSize(200);
        assertThat(json.at("/199/label").asText()).isEqualTo("light");
        Path empty = project.text("empty.txt", "");
        assertThat(CommandRun.of("predict", model, "--list", empty, "--json").succeeds().json()).isEmpty();
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream((dark + "\n" + folder.resolve("no.png")).getBytes()));
            CommandRun run = CommandRun.of("predict", model, "--list", "-");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).hasLineCount(1).contains("dark.png");
            assertThat(run.err()).isEqualTo("cnn: Cannot read the image '" + folder.resolve("no.png")
                    + "': there is no such file. Check the path.\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void saysWhatIsWrongWithAList() throws IOException {
        Path missing = folder.resolve("no-list.txt");
        CommandRun.of("predict", model, "--list", missing).fails(1, "There is no list '" + missing
                + "'. Give a file with the name of an image in each line, or - for standard input.");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE4, '\n'});
        CommandRun.of("predict", model, "--list", latin).fails(1, "The list '" + latin + "' is no text in UTF-8 near "
                + "line 1. Save it as UTF-8, with the name of an image in each line; a file whose own name is not in "
                + "UTF-8 needs another name, or give the folder that it is in.");
        Path nul = project.text("nul.txt", "a\0b");
        CommandRun.of("predict", model, "--list", nul).fails(1, "Line 1 of the list '" + nul + "' is no name of a file "
                + "(Nul character not allowed). Write the name of an image in each line.");
        CommandRun none = CommandRun.of("predict", model);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).startsWith("cnn: There is no image to look at. Name images or a folder of them, or give "
                + "their names with --list.\n");
    }

    @Test
    void aPipeIsNotOpened() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.png");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo");
        new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
        CommandRun run = CommandRun.of("predict", model, pipe, dark);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("cnn: Cannot read the image '" + pipe + "': it is a pipe, a device or the like. "
                        + "Give an image file; what a program writes, save to a file first.\n");
        assertThat(run.out()).contains("dark.png");
        CommandRun.of("predict", model, "--list", folder).fails(1, "The list '" + folder + "' is a folder. Give a "
                + "file with the name of an image in each line, or give --list - and pipe the names in. A folder of "
                + "images is named without --list.");
    }

    @Test
    void aListMayBeAPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("names.pipe");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo");
        new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
        Process writer = new ProcessBuilder("sh", "-c", "printf '%s\\n' \"$1\" \"$2\" >\"$0\"", pipe.toString(),
                dark.toString(), light.toString()).start();
        CommandRun run = CommandRun.of("predict", model, "--list", pipe, "--top", 1).succeeds();
        assertThat(writer.waitFor()).isZero();
        assertThat(run.out()).matches("\\S+dark\\.png     dark \\S+ %\n\\S+lighter\\.png  light \\S+ %\n");
        assertThat(run.err())
                .isEqualTo("Reading names from '" + pipe + "', which is no file, until its writer ends.\n");
    }

    @Test
    void aLineWithoutEndIsNoName() throws IOException {
        Path list = project.text("endless.txt", dark + "\n" + "x".repeat(ImageNames.LONGEST + 1));
        CommandRun run = CommandRun.of("predict", model, "--list", list);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("cnn: Line 2 of the list '" + list + "' has more than 16384 characters, so it is "
                        + "no name of a file. Write the name of an image in each line.\n");
        Path zero = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(zero), "no /dev/zero");
        CommandRun endless = CommandRun.of("predict", model, "--list", zero);
        assertThat(endless.code()).isEqualTo(1);
        assertThat(endless.err()).contains("Line 1 of the list '/dev/zero' has more than 16384 characters");
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        CommandRun.of("predict", folder.resolve("none.safetensors"), dark).fails(1, "There is no model file '"
                + folder.resolve("none.safetensors")
                + "'. Train one with ./cnn train, which says where it writes it.");
        CommandRun.of("predict", folder.resolve("data"), dark).fails(1, "There is no model in the folder '"
                + folder.resolve("data")
                + "': it has no model.safetensors. Name a model file or the folder of a run.");
    }

    @Test
    void aTruncatedModelIsNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        for (int length : new int[] {0, 4, 100, bytes.length / 2, bytes.length - 1}) {
            Path damaged = Files.write(folder.resolve("damaged.safetensors"), Arrays.copyOf(bytes, length));
            CommandRun run = CommandRun.of("predict", damaged, dark);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("cnn: ").contains(damaged.toString()).doesNotContain("Exception");
        }
    }

    @Test
    void aModelWhosePluginIsAbsentNamesWhatIsMissing() throws IOException {
        String file = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        assertThat(file).contains("conv2d");
        Path foreign = Files.write(folder.resolve("foreign.safetensors"),
                file.replace("conv2d", "warp2d")
                        .replaceFirst("\"checksum\":\"crc32:.{8}\"", "\"old file\":\"without a sum.\"")
                        .getBytes(StandardCharsets.ISO_8859_1));
        CommandRun run = CommandRun.of("predict", foreign, dark);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(foreign.toString(), "unknown layer 'warp2d'",
                "If a plug-in brings 'warp2d', add its jar");
    }
}
