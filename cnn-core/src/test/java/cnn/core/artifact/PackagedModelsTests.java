package cnn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.ChildJvm;
import cnn.core.model.Model;
import cnn.core.model.Preprocessing;
import cnn.core.model.Provenance;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.registry.PluginJar;
import cnn.core.run.Cnn;
import cnn.layers.Conv2d;
import cnn.layers.Dense;
import cnn.layers.Flatten;
import cnn.layers.activation.Relu;
import cnn.layers.loss.SoftmaxCrossEntropy;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models in real jars, made, found in class loaders of their own, and damaged. */
class PackagedModelsTests {
    private static final String SHAPES = "META-INF/cnn/models/shapes/";

    @TempDir private Path folder;
    private Path model;
    private List<Path> pictures;

    @BeforeEach
    void makeTheModel() throws IOException {
        Network network = Network.of(Shape.image(6, 6, 3), Conv2d.of(2, 3), new Relu(), new Flatten(), Dense.of(3));
        model = folder.resolve("model.safetensors");
        new Model(network, Weights.init(network, 5), Preprocessing.none(network.input()),
                List.of("circle", "square", "star"),
                SoftmaxCrossEntropy.of(), Provenance.unknown()).save(model);
        pictures = List.of(picture("red one.png", Color.RED), picture("green.PNG", Color.GREEN));
    }

    private Path picture(String name, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 18; i++) {
            image.setRGB(i % 6, i / 6, colour.getRGB());
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Packed pack(String artifact) {
        try (Cnn cnn = Cnn.builder().threads(1).build()) {
            return cnn.models().write(Coordinates.parse(artifact), model, pictures, folder.resolve("out"));
        }
    }

    private interface Use<T> {
        T with(PackagedModels models);
    }

    /** In an application whose class loader sees these jars, with kernels as here. */
    private static <T> T in(Use<T> use, Path... jars) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(
                Arrays.stream(jars).map(PackagedModelsTests::url).toArray(URL[]::new),
                Cnn.class.getClassLoader()); Cnn cnn = Cnn.builder().classLoader(loader).threads(1).build()) {
            return use.with(cnn.models());
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuses(String name, String message, Path... jars) throws IOException {
        in(models -> assertThatThrownBy(() -> models.get(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message), jars);
    }

    private static Map<String, byte[]> entries(Path jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (JarFile opened = new JarFile(jar.toFile())) {
            for (ZipEntry entry : opened.stream().toList()) {
                try (InputStream in = opened.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private Path jar(String name, Map<String, byte[]> entries) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    /** The jar with its card changed. */
    private Path changed(UnaryOperator<String> card) throws IOException {
        Map<String, byte[]> entries = entries(pack("com.example:shapes:1.0").jar());
        entries.compute(SHAPES + "model.json", (name, bytes) -> card.apply(new String(bytes, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
        return jar("changed.jar", entries);
    }

    @Test
    void isFoundByNameAndAnswersAsTheFile() throws IOException {
        Packed packed = pack("com.example:shapes:1.0");
        assertThat(packed.jar()).isEqualTo(folder.resolve("out/shapes-1.0.jar"));
        try (Cnn cnn = Cnn.builder().threads(1).build()) {
            assertThat((Object) in(models -> models.predictor("shapes").predict(pictures.getFirst()), packed.jar()))
                    .isEqualTo(cnn.predictor(model).predict(pictures.getFirst()));
        }
        assertThat(in(PackagedModels::names, packed.jar())).containsExactly("shapes");
    }

    @Test
    void hasModelLabelsImagesAndWhatMavenReads() throws IOException {
        Packed packed = pack("com.example:shapes:1.0");
        Map<String, byte[]> entries = entries(packed.jar());
        assertThat(entries.keySet().stream().filter(name -> !name.endsWith("/"))).containsExactly(
                "META-INF/MANIFEST.MF",
                "META-INF/maven/com.example/shapes/pom.xml", "META-INF/maven/com.example/shapes/pom.properties",
                SHAPES + "model.json", SHAPES + "model.safetensors", SHAPES + "labels.txt", SHAPES + "golden/001.png",
                SHAPES + "golden/002.png");
        assertThat(entries.get(SHAPES + "model.safetensors")).isEqualTo(Files.readAllBytes(model));
        assertThat(entries.get(SHAPES + "labels.txt")).asString().isEqualTo("circle\nsquare\nstar\n");
        assertThat(entries.get("META-INF/maven/com.example/shapes/pom.xml"))
                .isEqualTo(Files.readAllBytes(packed.pom()));
        assertThat(packed.pom()).content().contains("<groupId>com.example</groupId>", "<artifactId>shapes</artifactId>",
                "<version>1.0</version>");
        try (JarFile jar = new JarFile(packed.jar().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("cnn.models.model_shapes");
        }
    }

    @Test
    void theSameGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(pack("com.example:shapes:1.0").jar());
        assertThat(Files.readAllBytes(pack("com.example:shapes:1.0").jar())).isEqualTo(first);
    }

    /** A jar with dependencies merged has no folders of their own, and one manifest. */
    @Test
    void isFoundInAMergedJar() throws IOException {
        Map<String, byte[]> all = entries(pack("com.example:shapes:1.0").jar());
        all.putAll(entries(pack("org.other:digits-2:3").jar()));
        all.keySet().removeIf(name -> name.endsWith("/"));
        Path merged = jar("merged.jar", all);
        in(models -> assertThat(models.get("shapes").classes()).isEqualTo(models.get("digits-2").classes()), merged);
    }

    @Test
    void isFoundOnTheModulePath() throws IOException, InterruptedException {
        Path jar = pack("com.example:shapes:1.0").jar();
        String framework = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && new File(entry).exists())
                .filter(entry -> !entry
                        .matches(".*(junit|surefire|opentest|apiguardian|assertj|byte-buddy|cnn-testkit).*"))
                .collect(Collectors.joining(File.pathSeparator));
        Path probe = new PluginJar().modulePath(framework).source("module-info", "module probe { requires cnn.core; }")
                .source("probe.Main", """
                        package probe;
                        import cnn.core.run.Cnn;
                        public final class Main {
                            public static void main(String[] names) {
                                try (Cnn cnn = Cnn.builder().threads(1).kernels("scalar").build()) {
                                    System.out.println(cnn.models().get(names[0]).classes());
                                }
                            }
                        }
                        """).write(folder.resolve("probe.jar"));
        String said = ChildJvm.of("-Xshare:auto", "-XX:TieredStopAtLevel=1").start(List.of("-p",
                String.join(File.pathSeparator, framework, jar.toString(), probe.toString()), "-m", "probe/probe.Main",
                "shapes"))
                .output();
        assertThat(said).contains("[circle, square, star]");
    }

    @Test
    void refusesADamagedModel() throws IOException {
        Map<String, byte[]> entries = entries(pack("com.example:shapes:1.0").jar());
        byte[] bytes = entries.get(SHAPES + "model.safetensors");
        bytes[bytes.length - 1] ^= 1;
        Path jar = jar("damaged.jar", entries);
        in(models -> assertThatThrownBy(() -> models.get("shapes")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "The model com\\.example:shapes:1\\.0 in 'file:.*damaged\\.jar' is damaged: the SHA-256 of its "
                                + "'model\\.safetensors' should be [0-9a-f]{64} but is [0-9a-f]{64}\\. Take another copy of the jar, or "
                                + "package the model again\\."),
                jar);
    }

    @Test
    void refusesAnswersThatHaveChanged() throws IOException {
        Path jar = changed(card -> card.replaceFirst("(\"answer\"\\s*:\\s*\\[\\s*)[0-9.E-]+", "$10.75"));
        in(models -> assertThatThrownBy(() -> models.get("shapes")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "The model com\\.example:shapes:1\\.0 in 'file:.*changed\\.jar' does not answer as it did when it "
                                + "was packaged: of golden image 'red one\\.png' circle gets 0\\.\\d{6} and should get 0\\.750000\\. It was "
                                + "packaged by version \\S+ of the framework, and this is \\S+ on kernels '\\S+'\\. Use that version and "
                                + "kernels that work, or, where the new answers are right, package the model again\\."),
                jar);
    }

    @Test
    void refusesAnswersOfAnotherLength() throws IOException {
        Path jar = changed(card -> card.replaceFirst("(\"answer\"\\s*:\\s*\\[)[^,]*,", "$1"));
        in(models -> assertThatThrownBy(() -> models.get("shapes")).hasMessageContaining(
                "of golden image 'red one.png' it is answered with 3 numbers and should be with 2. It was packaged by version "),
                jar);
    }

    @Test
    void refusesMissingGoldenImages() throws IOException {
        Map<String, byte[]> entries = entries(pack("com.example:shapes:1.0").jar());
        entries.remove(SHAPES + "golden/002.png");
        Path jar = jar("missing.jar", entries);
        refuses("shapes",
                "The model's jar '" + jar.toUri().toString().replace("///", "/")
                        + "' lacks 'golden/002.png', which its "
                        + "model.json names. Package the model again, or take another copy of the jar.",
                jar);
        Path none = changed(card -> card.replaceFirst("(?s)\"images\"\\s*:\\s*\\[.*\\]", "\"images\": []"));
        refuses("shapes", "The model com.example:shapes:1.0 in '" + none.toUri().toString().replace("///", "/")
                + "' has no golden "
                + "images, so that its answers cannot be checked. Package it again with some: ./cnn package MODEL --as "
                + "com.example:shapes:1.0 --images FOLDER.", none);
    }

    @Test
    void refusesAGoldenImageThatLeadsElsewhere() throws IOException {
        Path jar = changed(card -> card.replace("001.png", "../model.safetensors"));
        refuses("shapes", "The model's jar '" + jar.toUri().toString().replace("///", "/") + "' names a golden image "
                + "'../model.safetensors', which is no name of a file. Package the model again.", jar);
    }

    @Test
    void refusesCardsOfLaterVersions() throws IOException {
        Path jar = changed(card -> card.replaceFirst("\"format\"\\s*:\\s*1", "\"format\": 2"));
        refuses("shapes",
                "The model's jar '" + jar.toUri().toString().replace("///", "/")
                        + "' has format 2, and this version of "
                        + "the framework reads 1. Use a newer one.",
                jar);
        Path other = changed(_ -> "{}");
        in(models -> assertThatThrownBy(() -> models.get("shapes")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The model's jar '" + other.toUri().toString().replace("///", "/")
                        + "' is damaged, or of a later version: "),
                other);
    }

    @Test
    void refusesTwoJarsWithOneName() throws IOException {
        Path first = pack("com.example:shapes:1.0").jar();
        Path second = pack("org.other:shapes:2.0").jar();
        refuses("shapes",
                "Several jars have a model 'shapes': " + first.toUri().toString().replace("///", "/") + " and "
                        + second.toUri().toString().replace("///", "/")
                        + ". A name belongs to one: leave one of them out, or package the "
                        + "other under another name.",
                first, second);
        Path copy = Files.copy(first, folder.resolve("copy.jar"));
        in(models -> assertThat(models.get("shapes").classes()).hasSize(3), first, copy);
    }

    @Test
    void refusesNamesThatNoJarHas() throws IOException {
        Path jar = pack("com.example:shapes:1.0").jar();
        refuses("shpes",
                "No jar has a model 'shpes'. Did you mean 'shapes'? There are: shapes. Put the model's artifact on the "
                        + "class path or module path, or give the class loader that sees it: Cnn.builder().classLoader(loader).",
                jar);
        refuses("shapes",
                "No jar has a model 'shapes'. There are none at all. Put the model's artifact on the class path or module "
                        + "path, or give the class loader that sees it: Cnn.builder().classLoader(loader).");
        refuses("../shapes",
                "'../shapes' cannot be the name of an artifact, which is up to 100 small letters and digits, with "
                        + "single hyphens, points or underscores between them. Give for example shapes.");
    }

    @Test
    void refusesToPackageWithoutImages() {
        try (Cnn cnn = Cnn.builder().threads(1).build()) {
            Coordinates artifact = new Coordinates("com.example", "shapes", "1.0");
            assertThatThrownBy(() -> cnn.models().write(artifact, model, List.of(), folder))
                    .hasMessage("A packaged model was given 0 "
                            + "golden images, and needs from 1 to 100: each is answered whenever the model is read. Give some that show "
                            + "each class.");
            assertThatThrownBy(() -> cnn.models().write(artifact, model, List.of(folder.resolve("none.png")), folder))
                    .hasMessage("Cannot read '" + folder.resolve("none.png")
                            + "' (it is not there). Check the path and its "
                            + "permissions.");
            assertThat(folder.resolve("shapes-1.0.jar")).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            com.example:shapes     | 'com.example:shapes' names no artifact. Write group, name and version with colons between them, for example com.example:shapes:1.0.
            com..example:shapes:1  | 'com..example' cannot be the group of an artifact, which is up to 100 letters, digits, hyphens and points between them. Give for example com.example.
            com.example:Shapes:1   | 'Shapes' cannot be the name of an artifact, which is up to 100 small letters and digits, with single hyphens, points or underscores between them. Give for example shapes.
            com.example:shapes:1/2 | '1/2' cannot be the version of an artifact, which is up to 100 letters and digits, with single points or hyphens between them. Give for example 1.0.
            """)
    void refusesWhatNamesNoArtifact(String text, String message) {
        assertThatThrownBy(() -> Coordinates.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
