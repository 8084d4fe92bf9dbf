package cnn.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The project's files, by their paths from its root, with slashes.
 *
 * @param root the project's folder
 */
record ProjectFiles(Path root) {
    private static final String BUILT = "(|.*/)(target|runs|out|plugins|\\.[^/]*)(/.*)?";
    private static final int DEPTH = 12;

    /** Every Markdown file that the project's authors wrote, by path. */
    List<Page> pages() {
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(".md") && !path.matches(BUILT)).sorted()
                    .map(path -> Page.of(path, text(path))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is such a file or folder. */
    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }

    /** What is in a folder, folders with a slash behind them, in order. */
    List<String> names(String folder) {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(name -> !name.matches(BUILT)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void copy(String path, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.write(to, Files.readAllBytes(root.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
