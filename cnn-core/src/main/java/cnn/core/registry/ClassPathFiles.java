package cnn.core.registry;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The jars and folders that a class loader and those behind it read classes from, as far as they tell. */
final class ClassPathFiles {
    private ClassPathFiles() {
    }

    static Set<Path> of(@Nullable ClassLoader loader) {
        Set<Path> files = new LinkedHashSet<>();
        for (ClassLoader at = loader; at != null; at = at.getParent()) {
            if (at == ClassLoader.getSystemClassLoader()) {
                for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
                    add(files, entry);
                }
            } else if (at instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    add(files, url);
                }
            }
        }
        return files;
    }

    private static void add(Set<Path> files, String entry) {
        try {
            if (!entry.isEmpty()) {
                files.add(Path.of(entry));
            }
        } catch (InvalidPathException e) {
            // names no file
        }
    }

    private static void add(Set<Path> files, URL url) {
        try {
            if (url.getProtocol().equals("file")) {
                files.add(Path.of(url.toURI()));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // names no file
        }
    }
}
