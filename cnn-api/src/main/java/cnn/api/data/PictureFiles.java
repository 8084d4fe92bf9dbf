package cnn.api.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Picture files in an order.
 *
 * @param folder where they lie, for messages, and for the name of their cache
 * @param files to decode
 * @param names what each is called wherever the folder lies; their cache is found again by these
 */
public record PictureFiles(Path folder, List<Path> files, List<String> names) {
    public PictureFiles {
        files = List.copyOf(files);
        names = List.copyOf(names);
        if (files.size() != names.size()) {
            throw new IllegalArgumentException("Every picture file needs a name, but there are " + files.size()
                    + " files and " + names.size() + " names. Give as many of both.");
        }
    }

    /** Files that are called by their paths, seen from their folder: {@code cats/1.png}. */
    public static PictureFiles of(Path folder, List<Path> files) {
        Path start = folder.toAbsolutePath().normalize();
        return new PictureFiles(folder, files,
                files.stream().map(file -> start.relativize(file.toAbsolutePath().normalize()).toString()
                        .replace(start.getFileSystem().getSeparator(), "/")).toList());
    }

    /** Number of files. */
    public int size() {
        return files.size();
    }
}
