package cnn.cli;

import cnn.core.safetensors.AtomicFile;
import cnn.core.safetensors.SafetensorsWriter;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import cnn.explain.Attribution;
import cnn.explain.Explanation;
import cnn.explain.FeatureMaps;
import cnn.explain.Filters;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/** The folder that explanations are written to: for each picture a folder with pictures and arrays; filters; the page. */
final class ExplanationFiles {
    static final String PAGE = "explanation.html";
    private static final String ARRAYS = "arrays.safetensors";
    private static final int SIDE = 256;
    private static final int MAP_SIDE = 96;
    private static final int WINDOW_SIDE = 24;
    /** Of one picture: layers may have thousands of maps. */
    private static final int MOST_PIXELS = 4_000_000;

    private final Path folder;
    private final Set<String> used = new HashSet<>();

    ExplanationFiles(Path folder) {
        this.folder = folder;
    }

    /** Writes all that was found out about a picture. Returns the name that no other has. */
    String picture(Path image, Explanation explanation, List<Attribution> attributions) {
        String stem = stem(String.valueOf(image.getFileName()));
        String name = stem;
        for (int i = 2; !used.add(name); i++) {
            name = stem + "-" + i;
        }
        Path own = made(folder.resolve(name));
        png(own.resolve("picture.png"), explanation.picture(SIDE));
        SafetensorsWriter arrays = new SafetensorsWriter().metadata("subject", explanation.subject())
                .metadata("answer", explanation.prediction().toString());
        for (Attribution attribution : attributions) {
            String id = attribution.method().id();
            png(own.resolve(id + ".png"), attribution.overlay(SIDE));
            arrays.add(id, attribution.values());
        }
        Path maps = made(own.resolve("maps"));
        int number = 0;
        for (FeatureMaps one : explanation.maps()) {
            png(maps.resolve(numbered(++number, one.layer())), one.sheet(side(one.count())));
            arrays.add("maps/" + one.layer(), one.values());
        }
        arrays.write(own.resolve(ARRAYS));
        return name;
    }

    /** Writes the filters of all convolutions. */
    void filters(List<Filters> all) {
        if (all.isEmpty()) {
            return;
        }
        Path own = made(folder.resolve("filters"));
        int number = 0;
        for (Filters filters : all) {
            png(own.resolve(numbered(++number, filters.layer())), filters.sheet(WINDOW_SIDE, MOST_PIXELS));
        }
    }

    /** Layers of an imported network may be called anything. */
    private static String numbered(int number, String layer) {
        return String.format(Locale.ROOT, "%03d-%s.png", number, layer.replaceAll("[^A-Za-z0-9._-]+", "_"));
    }

    /** The file's name without its ending. One of dots alone would lead out of the folder. */
    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        return stem.matches("\\.*|filters") ? "picture" + stem : stem;
    }

    private static int side(int maps) {
        return Math.clamp((int) Math.sqrt((double) MOST_PIXELS / maps), 1, MAP_SIDE);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder '" + Echo.path(folder) + "' (" + Reason.of(e)
                    + "). Choose another one with --out.", e);
        }
    }

    private static void png(Path file, BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        AtomicFile.write(file, channel -> {
            for (ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray()); rest.hasRemaining();) {
                channel.write(rest);
            }
        });
    }
}
