package cnn.cli;

import cnn.core.safetensors.AtomicFile;
import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that takes the place of what was there in one step. */
final class TextFile {
    private TextFile() {
    }

    /** Writes it, and makes its folder where there is none. */
    static void write(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder '" + Echo.path(folder) + "' (" + Reason.of(e)
                    + "). Choose another one.", e);
        }
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
