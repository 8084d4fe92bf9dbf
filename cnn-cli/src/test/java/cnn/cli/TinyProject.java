package cnn.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A folder with images of two classes that differ at a glance, and a pipeline that learns them in no time. */
record TinyProject(Path folder) {
    private static final int SIDE = 6;

    static TinyProject in(Path folder) {
        TinyProject project = new TinyProject(folder);
        for (String part : new String[] {"train", "test"}) {
            for (int i = 0; i < 12; i++) {
                project.image("data/" + part + "/dark/" + i + ".png", 8 * i);
                project.image("data/" + part + "/light/" + i + ".png", 255 - 8 * i);
            }
        }
        return project;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Writes a grey picture with one lighter pixel. */
    Path image(String name, int grey) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < SIDE * SIDE; p++) {
            image.getRaster().setSample(p % SIDE, p / SIDE, 0, grey);
        }
        image.getRaster().setSample(1, 2, 0, Math.min(255, grey + 9));
        try {
            Path file = path(name);
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path text(String name, String content) {
        try {
            Path file = path(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pipeline, with one of its lines replaced. */
    Path pipeline(String line, String replacement) {
        String yaml = """
                name: tiny
                seed: 3
                data: {folder: {path: 'FOLDER'}}
                preprocess: {channels: 1}
                network:
                  - conv2d: {filters: 2, kernel: 3}
                  - relu
                  - flatten
                  - dense: {units: 2}
                train: {epochs: 3, batch: 4, optimizer: {sgd: {learning-rate: 0.1}}, validation: 0.25}
                """;
        if (!yaml.contains(line)) {
            throw new AssertionError("the pipeline has no '" + line + "'");
        }
        return text("tiny.yaml",
                (line.isEmpty() ? yaml : yaml.replace(line, replacement)).replace("FOLDER", path("data").toString()));
    }

    Path pipeline() {
        return pipeline("", "");
    }

    /** Trains the pipeline into the folder {@code run}, and gives the model's file. */
    Path model() {
        CommandRun.of("train", pipeline(), "--out", path("run"), "--threads", 1).succeeds();
        return path("run").resolve("model.safetensors");
    }
}
