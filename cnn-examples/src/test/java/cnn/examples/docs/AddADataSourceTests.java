package cnn.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.data.DataSet;
import cnn.api.data.DataSource;
import cnn.api.data.Image;
import cnn.api.data.ImageCache;
import cnn.core.network.Weights;
import cnn.core.pipeline.PipelineConfig;
import cnn.core.run.Cnn;
import cnn.core.run.OpenedData;
import cnn.core.run.Outcome;
import cnn.core.run.RunOptions;
import cnn.core.run.TrainingRun;
import cnn.testkit.DataSourceContract;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The source that the guide builds needs the API alone, reads what the folder source reads, and trains from YAML. */
class AddADataSourceTests {
    private static final Page GUIDE = Page.read(Page.root().resolve("docs/add-a-data-source.md"));
    private static final List<String> CLASSES = List.of("bars", "dots");

    @TempDir private static Path folder;
    private static URLClassLoader loader;

    @BeforeAll
    static void compile() throws Exception {
        Path plugin = folder.resolve("plugin");
        Snippets snippets = Snippets.ofTheApi();
        GUIDE.blocks().stream().filter(block -> block.text().contains("public ") && !block.text().contains("Tests"))
                .forEach(snippets::add);
        assertThat(snippets.compile(Files.createDirectories(plugin))).isEmpty();
        Path services = Files.createDirectories(plugin.resolve("META-INF/services"));
        Files.writeString(services.resolve("cnn.api.data.DataSource"), "LabelFile\n");
        loader = new URLClassLoader(new URL[] {plugin.toUri().toURL()}, AddADataSourceTests.class.getClassLoader());
        pictures();
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    /** Pictures in a folder for each class, and a file that lists the same ones. */
    private static void pictures() throws IOException {
        StringBuilder list = new StringBuilder();
        for (String kind : CLASSES) {
            Path into = Files.createDirectories(folder.resolve("pets").resolve(kind));
            for (int i = 0; i < 12; i++) {
                BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 120; p++) {
                    boolean ink = kind.equals("bars") ? p % 12 % 4 == i % 4 : (p % 12 + p / 12 + i) % 3 == 0;
                    image.setRGB(p % 12, p / 12, ink ? 0xF0E010 : i);
                }
                String name = String.format("%02d.png", i);
                ImageIO.write(image, "png", into.resolve(name).toFile());
                list.append(kind).append(' ').append(kind).append('/').append(name).append('\n');
            }
        }
        Files.writeString(folder.resolve("pets/list.txt"), list);
    }

    private static String pipeline(String data) {
        return "name: listed\nseed: 3\ndata: " + data + """

                preprocess: {size: 8, channels: 3}
                network:
                  - conv2d: {filters: 4, kernel: 3}
                  - relu
                  - flatten
                  - dense: {units: 2}
                train: {epochs: 30, batch: 4, validation: 0.25, optimizer: {adamw: {learning-rate: 0.02}}}
                """;
    }

    private static PipelineConfig read(Cnn cnn, String data) {
        return PipelineConfig.read("guide", pipeline(data), cnn.registry());
    }

    private static DataSource source(String path) throws ReflectiveOperationException {
        return (DataSource) loader.loadClass("LabelFile").getConstructor(String.class).newInstance(path);
    }

    @Test
    void trainsFromYamlToTheModelOfTheFolder() {
        try (Cnn cnn = Cnn.builder().classLoader(loader).build()) {
            List<String> notes = new ArrayList<>();
            RunOptions options = RunOptions.of().folder(folder).strict(true).notes(notes::add);
            Outcome listed = train(cnn, "{label-file: {path: pets/list.txt}}", options);
            Outcome foldered = train(cnn, "{folder: {path: pets}}", options.strict(false));
            assertThat(listed.history().epochs().getLast().validation().accuracy()).isGreaterThan(0.9);
            assertThat(listed.model().classes()).isEqualTo(CLASSES);
            assertThat(Arrays.deepEquals(weights(listed), weights(foldered))).as("the same bits").isTrue();
            assertThat(notes).containsExactly("Ignored 1 file in '" + folder.resolve("pets")
                    + "' beside the class folders, for example 'list.txt': only pictures in class folders are read.");
        }
    }

    private static float[][] weights(Outcome outcome) {
        Weights weights = outcome.model().weights();
        return weights.params().stream().map(weights::values).toArray(float[][]::new);
    }

    private static Outcome train(Cnn cnn, String data, RunOptions options) {
        try (TrainingRun run = cnn.prepare(read(cnn, data), options)) {
            return run.train();
        }
    }

    @Test
    void itsPicturesMayBeInACache() {
        try (Cnn cnn = Cnn.builder().classLoader(loader).build()) {
            RunOptions options = RunOptions.of().folder(folder).notes(note -> {
            });
            RunOptions cached = options.cache(new ImageCache(folder.resolve(".caches"), 0));
            PipelineConfig config = read(cnn, "{label-file: {path: pets/list.txt}}");
            try (OpenedData held = cnn.open(config, options); OpenedData mapped = cnn.open(config, cached)) {
                for (int i = 0; i < held.train().size(); i++) {
                    assertThat(pixels(mapped.train(), i)).isEqualTo(pixels(held.train(), i));
                    assertThat(mapped.train().name(i)).isEqualTo(held.train().name(i)).endsWith(".png");
                }
            }
            assertThat(folder.resolve(".caches")).isNotEmptyDirectory();
        }
    }

    private static float[] pixels(DataSet data, int index) {
        Image image = Image.of(data.shape());
        data.read(index, image);
        return image.pixels();
    }

    @TestFactory
    Stream<DynamicContainer> keepsItsContract() throws ReflectiveOperationException {
        DataSource source = source("list.txt");
        DataSourceContract contract = new DataSourceContract() {
            @Override
            public List<DataSource> sources() {
                return List.of(source);
            }

            @Override
            public DataSource.Request request() {
                return DataSourceContract.super.request().folder(folder.resolve("pets")).shaped(16, 16, 3);
            }
        };
        return contract.keepsTheContractOfDataSources();
    }

    @Test
    void saysWhatIsWrongWithItsFile() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.txt"), "bars pets/bars/00.png\npets/dots/01.png\n");
        DataSource.Request request = DataSource.Request.of(folder, note -> {
        });
        assertThatThrownBy(() -> source("bad.txt").open(request)).hasMessage("Line 2 of '" + file
                + "' is 'pets/dots/01.png', but a line is a class and a path. Write for example cat pictures/1.jpg.");
        assertThatThrownBy(() -> source("none.txt").open(request))
                .hasMessage("Cannot read '" + folder.resolve("none.txt") + "'. Check the path.");
    }
}
