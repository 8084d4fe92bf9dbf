package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.Outcome;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.examples.docs.Page.Block;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every pipeline in the pages, and every part of one, trains: on small pictures that lie where it looks for them, for one
 * epoch. A part takes the place of the same keys in the first pipeline of the README.
 */
class PipelineSnippetTests {
    private static final String TOP = "(?m)^(?=[a-z]+:)";

    @TempDir private static Path folder;

    private static Stream<Block> blocks() {
        return Page.all().stream().flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("yaml") && !block.directive().matches("file|from|skip"));
    }

    @TestFactory
    Stream<DynamicTest> everyOneTrains() throws IOException {
        pictures("images", List.of("cat", "dog", "owl"), 6);
        pictures("scans", List.of("whole", "torn"), 6);
        pictures("drawings", List.of("ellipse", "rectangle", "triangle"), 10);
        zip("drawings");
        list("bars.csv");
        String whole = blocks().filter(block -> block.text().startsWith("name:")).findFirst().orElseThrow().text();
        return blocks().map(block -> dynamicTest(block.place(), () -> trains(block, whole)));
    }

    private static void trains(Block block, String whole) {
        List<String> small = new ArrayList<>(List.of("train.epochs=1"));
        if (!block.text().contains("reshape:")) { // which tells the size that it takes
            small.add("preprocess.size=16");
        }
        if (block.text().contains("shapes:")) {
            small.addAll(List.of("data.shapes.train=60", "data.shapes.test=30"));
        }
        try (Cnn cnn = Cnn.create()) {
            PipelineConfig config = PipelineConfig.read(block.place(), merged(block.text(), whole), cnn.registry(),
                    small.toArray(String[]::new));
            List<String> notes = new ArrayList<>();
            try (TrainingRun run = cnn.prepare(config, RunOptions.of().folder(folder).strict(true).notes(notes::add))) {
                Outcome outcome = run.train();
                assertThat(outcome.history().epochs()).hasSize(1);
                assertThat(outcome.test() != null).isEqualTo(block.text().matches("(?s).*\\b(test|part):.*"));
                assertThat(notes).isEmpty();
            }
        }
    }

    /** The pipeline with these keys in place of its own. */
    private static String merged(String part, String whole) {
        StringBuilder yaml = new StringBuilder(part);
        for (String section : whole.split(TOP)) {
            String key = section.substring(0, section.indexOf(':') + 1);
            if (Stream.of(part.split(TOP)).noneMatch(own -> own.startsWith(key))) {
                yaml.append(section);
            }
        }
        return yaml.toString();
    }

    /** Pictures of some people, whose names tell who drew them as the README says. */
    private static void pictures(String name, List<String> classes, int people) throws IOException {
        for (int c = 0; c < classes.size(); c++) {
            Path into = Files.createDirectories(folder.resolve(name).resolve(classes.get(c)));
            for (int person = 0; person < people; person++) {
                BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 256; p++) {
                    image.setRGB(p % 16, p / 16, p % (c + 2) == 0 ? 0xFFFFFF : person);
                }
                ImageIO.write(image, "png", into.resolve(classes.get(c) + ".u" + person + ".1.png").toFile());
            }
        }
    }

    /** The same folder as an archive beside it. */
    private static void zip(String name) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name + ".zip")));
                Stream<Path> files = Files.walk(folder.resolve(name)).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(file));
            }
        }
    }

    /** Pictures and what is known of them, as the page about targets lists them. */
    private static void list(String name) throws IOException {
        StringBuilder lines = new StringBuilder("file,upright,lying,column,part\n");
        for (int i = 0; i < 12; i++) {
            lines.append("images/cat/cat.u").append(i % 6).append(".1.png,").append(i % 2).append(',').append(i / 6)
                    .append(",0.5,").append(i < 8 ? "train" : "test").append('\n');
        }
        Files.writeString(folder.resolve(name), lines);
    }

    @Test
    void aPartReplacesItsKeysAndNoOthers() {
        assertThat(merged("seed: 2\ndata: {b: c}\n", "name: x\nseed: 1\ndata:\n  a: b\ntrain:\n  seed: 3\n"))
                .isEqualTo("seed: 2\ndata: {b: c}\nname: x\ntrain:\n  seed: 3\n");
    }

    @Test
    void thereAreSome() {
        assertThat(blocks().map(Block::place)).anyMatch(place -> place.startsWith("README.md")).hasSizeGreaterThan(2);
    }
}
