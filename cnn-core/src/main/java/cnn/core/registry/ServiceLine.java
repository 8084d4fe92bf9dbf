package cnn.core.registry;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * The line of a service file that {@link java.util.ServiceLoader} could not follow: its own message tells the class but not
 * the file.
 *
 * @param file the service file
 * @param provider the class that it names
 */
record ServiceLine(URL file, String provider) {
    /** The line behind an error; null where no file has it, or none can be read. */
    static @Nullable ServiceLine of(Class<?> service, ClassLoader loader, ServiceConfigurationError error) {
        String message = String.valueOf(error.getMessage());
        try {
            for (Iterator<URL> files = loader.getResources("META-INF/services/" + service.getName()).asIterator(); files
                    .hasNext();) {
                URL file = files.next();
                try (var in = file.openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    for (String line : text.lines().toList()) {
                        String name = line.replaceFirst("#.*", "").strip();
                        if (!name.isEmpty() && message.contains(" " + name + " ")) {
                            return new ServiceLine(file, name);
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // the message already says what failed; only the place stays unknown
        }
        return null;
    }

    /** The class itself, not initialized; null where it cannot be loaded. */
    @Nullable
    Class<?> type(ClassLoader loader) {
        try {
            return Class.forName(provider, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
