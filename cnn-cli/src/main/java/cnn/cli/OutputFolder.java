package cnn.cli;

import cnn.core.image.PngBytes;
import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The folder that {@code --out} names: made with the first file, and with a name for each picture that no other has. */
final class OutputFolder {
    private final Path folder;
    private final Set<String> reserved;
    private final Set<String> used = new HashSet<>();

    OutputFolder(Path folder) {
        this(folder, Set.of());
    }

    /**
     * A folder.
     *
     * @param reserved names that no picture may have
     */
    OutputFolder(Path folder, Set<String> reserved) {
        this.folder = folder;
        this.reserved = reserved;
    }

    /** A folder within it. */
    OutputFolder within(String name) {
        return new OutputFolder(folder.resolve(name));
    }

    /** A picture's file name without its ending, with a number behind where another had it before. */
    String name(Path picture) {
        String stem = stem(String.valueOf(picture.getFileName()));
        String name = stem;
        for (int i = 2; !used.add(name); i++) {
            name = stem + "-" + i;
        }
        return name;
    }

    /** One of dots alone would lead out of the folder. */
    private String stem(String file) {
        int dot = file.lastIndexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        return stem.matches("\\.*") || reserved.contains(stem) ? "picture" + stem : stem;
    }

    /** Where a file is to be, in a folder that there is. */
    Path file(String name) {
        try {
            return Files.createDirectories(folder).resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder '" + Echo.path(folder) + "' (" + Reason.of(e)
                    + "). Choose another one with --out.", e);
        }
    }

    /** Writes a picture as PNG, and says where. */
    Path png(String name, BufferedImage picture) {
        Path file = file(name);
        AtomicFile.write(file, PngBytes.of(picture));
        return file;
    }
}
