package cnn.core.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The framework's version, which the build writes into a resource. */
public final class Version {
    private Version() {
    }

    /** For example {@code 0.1.0}. */
    public static String current() {
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("The version cannot be read from the framework's own jar.", e);
        }
    }
}
