package cnn.core.artifact;

import cnn.core.artifact.ModelCard.Golden;
import cnn.core.engine.Engine;
import cnn.core.file.Sha256;
import cnn.core.model.Model;
import cnn.core.model.Output;
import cnn.core.model.Predictor;
import cnn.core.registry.Registry;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a model's jar. The same model, images and version give the same bytes: entries are in one order and have no time.
 *
 * @param artifact what Maven knows it by
 * @param framework version that gives the answers
 */
record ModelJar(Coordinates artifact, String framework) {
    private static final int MOST_IMAGES = 100;
    /** The earliest that a zip file can have. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final HexFormat HEX = HexFormat.of();

    Packed write(Path named, List<Path> images, Path folder, Registry registry, Engine engine) {
        if (images.isEmpty() || images.size() > MOST_IMAGES) {
            throw new IllegalArgumentException("A packaged model was given " + images.size()
                    + " golden images, and needs from 1 to "
                    + MOST_IMAGES + ": each is answered whenever the model is read. Give some that show each class.");
        }
        Path file = Files.isDirectory(named) ? named.resolve("model.safetensors") : named;
        byte[] bytes = read(file);
        Model model = Model.load(file.toString(), bytes, registry);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String root = PackagedModels.ROOT + artifact.name() + "/";
        entries.put(JarFile.MANIFEST_NAME, manifest());
        String pom = pom();
        String maven = "META-INF/maven/" + artifact.group() + "/" + artifact.name() + "/";
        entries.put(maven + "pom.xml", utf8(pom));
        entries.put(maven + "pom.properties", utf8("groupId=" + artifact.group() + "\nartifactId=" + artifact.name()
                + "\nversion=" + artifact.version() + "\n"));
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        List<Golden> golden = golden(images, model.predictor(engine), pictures);
        entries.put(root + JarFolder.CARD,
                utf8(new ModelCard(ModelCard.FORMAT, artifact.toString(), framework, hash(bytes),
                        golden).json() + "\n"));
        entries.put(root + JarFolder.MODEL, bytes);
        entries.put(root + "labels.txt", utf8(labels(model)));
        pictures.forEach((name, picture) -> entries.put(root + JarFolder.GOLDEN + name, picture));
        Path jar = folder.resolve(artifact.name() + "-" + artifact.version() + ".jar");
        Path beside = folder.resolve(artifact.name() + "-" + artifact.version() + ".pom");
        make(folder);
        AtomicFile.write(jar, channel -> zip(Channels.newOutputStream(channel), entries));
        AtomicFile.write(beside, utf8(pom));
        return new Packed(jar, beside);
    }

    private static List<Golden> golden(List<Path> images, Predictor predictor, Map<String, byte[]> pictures) {
        List<Golden> golden = new ArrayList<>();
        for (Path image : images) {
            byte[] picture = read(image);
            String original = String.valueOf(image.getFileName());
            String name = String.format(Locale.ROOT, "%03d%s", golden.size() + 1,
                    original.replaceFirst("^.*?(\\.[A-Za-z0-9]{1,5})?$", "$1").toLowerCase(Locale.ROOT));
            pictures.put(name, picture);
            golden.add(new Golden(name, original, hash(picture), Answers.of(predictor.predict(image)).numbers()));
        }
        return golden;
    }

    /** The entries, and the folders that they are in, so that whoever lists a folder finds them. */
    private static void zip(OutputStream channel, Map<String, byte[]> entries) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(channel);
        TreeSet<String> folders = new TreeSet<>();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            String name = entry.getKey();
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                if (folders.add(name.substring(0, slash + 1))) {
                    put(zip, name.substring(0, slash + 1), new byte[0]);
                }
            }
            put(zip, name, entry.getValue());
        }
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private byte[] manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Automatic-Module-Name", "cnn.models.model_" + artifact.name().replaceAll("[._-]", "_"));
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, artifact.name());
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, artifact.version());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            manifest.write(bytes);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private String pom() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                         xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <description>A model, and the images that it is checked by when it is read</description>
                </project>
                """.formatted(artifact.group(), artifact.name(), artifact.version());
    }

    private static String labels(Model model) {
        StringBuilder labels = new StringBuilder();
        for (Output output : model.outputs()) {
            output.target().names().forEach(name -> labels.append(name).append('\n'));
        }
        return labels.toString();
    }

    private static String hash(byte[] bytes) {
        return HEX.formatHex(Sha256.digest().digest(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.path(file) + "' (" + Reason.of(e)
                    + "). Check the path and its permissions.", e);
        }
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw AtomicFile.failure(folder, e);
        }
    }
}
