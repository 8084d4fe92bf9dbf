package cnn.core.pipeline;

import cnn.core.config.ConfigException;
import cnn.core.config.Location;
import cnn.core.file.RegularFile;
import cnn.core.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A pipeline's text, or a clear word why there is none. */
final class PipelineFile {
    /** No more is read: a text of a million characters, in whatever letters. */
    private static final long MOST_BYTES = 4_000_000;

    private PipelineFile() {
    }

    static String text(Path file) {
        Location place = new Location(file.toString(), 0, 0, "");
        if (Files.isDirectory(file)) {
            throw new ConfigException(place, "this is a folder, not a pipeline file." + list(siblings(file)));
        }
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            List<String> siblings = folder == null ? List.of() : siblings(folder);
            throw new ConfigException(place, "there is no such file."
                    + Nearest.question(String.valueOf(file.getFileName()), siblings) + list(siblings));
        }
        try {
            RegularFile.require(file);
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new ConfigException(place,
                        String.format(Locale.ROOT, "the file has %,d bytes, and a pipeline may "
                                + "have %,d. Give a pipeline; data belongs into files that it names.", size,
                                MOST_BYTES));
            }
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw new ConfigException(place, "the file is empty. A pipeline needs the keys name, data, network "
                        + "and train.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ConfigException(place, "this is no UTF-8 text. Give a pipeline in YAML, saved as UTF-8.", e);
        } catch (FileSystemException e) {
            throw new UncheckedIOException(place + ": cannot be read: " + (e.getReason() == null
                    ? "there is no permission, or the file system refuses. Check the file and its permissions."
                    : e.getReason() + "."), e);
        } catch (IOException e) {
            throw new UncheckedIOException(place + ": cannot be read (" + e.getClass().getSimpleName() + ": "
                    + e.getMessage() + "). Check the file and its permissions.", e);
        }
    }

    private static String list(List<String> files) {
        return files.isEmpty() ? "" : " Pipelines there: " + String.join(", ", files) + ".";
    }

    private static List<String> siblings(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml")).sorted().toList();
        } catch (IOException e) {
            return List.of(); // only a hint
        }
    }
}
