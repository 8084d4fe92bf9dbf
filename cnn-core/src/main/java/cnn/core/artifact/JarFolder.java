package cnn.core.artifact;

import cnn.core.text.Echo;
import cnn.core.text.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.util.regex.Pattern;

/**
 * The folder of a model within a jar, or wherever else a class loader finds resources.
 *
 * @param url of the folder, with a slash at its end
 */
record JarFolder(String url) {
    static final String CARD = "model.json";
    static final String MODEL = "model.safetensors";
    static final String GOLDEN = "golden/";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    static JarFolder of(URL card) {
        String text = card.toExternalForm();
        return new JarFolder(text.substring(0, text.length() - CARD.length()));
    }

    /** Reads a file of the folder. */
    byte[] read(String file) {
        try {
            URLConnection connection = new URI(url + file).toURL().openConnection();
            connection.setUseCaches(false); // a cached jar would stay open, and locked on Windows
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "The model's jar '" + jar() + "' lacks '" + Echo.of(file) + "', which its "
                            + CARD + " names. Package the model again, or take another copy of the jar.",
                    e);
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException("Cannot read '" + Echo.of(file) + "' of the model's jar '" + jar() + "' ("
                    + Reason.of(e) + "). Check the jar and its permissions.",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    /** Reads a golden image, whose name must not lead elsewhere. */
    byte[] golden(String file) {
        if (!SAFE.matcher(file).matches()) {
            throw new IllegalArgumentException("The model's jar '" + jar() + "' names a golden image '" + Echo.of(file)
                    + "', which is no name of a file. Package the model again.");
        }
        return read(GOLDEN + file);
    }

    /** For messages: the jar, without what is within. */
    String jar() {
        int within = url.indexOf("!/");
        return Echo.path(within < 0 ? url : url.substring(0, within).replaceFirst("^jar:", ""));
    }
}
