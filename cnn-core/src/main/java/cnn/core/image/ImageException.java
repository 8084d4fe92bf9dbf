package cnn.core.image;

import cnn.core.text.Echo;
import org.jspecify.annotations.Nullable;

/** A file that is no image, a damaged one, or one that is too large. The message names the file, the fault and the cure. */
public final class ImageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ImageException(String message) {
        super(message);
    }

    ImageException(String file, String problem, String remedy, @Nullable Throwable cause) {
        super("Cannot read the image '" + Echo.path(file) + "': " + problem + ". " + remedy + ".", cause);
    }
}
