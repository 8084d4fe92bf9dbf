package cnn.core.pictures;

/** A cache of pictures that cannot be read any more. The message names the file, the fault and the cure. */
public final class CacheException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    CacheException(String message, Throwable cause) {
        super(message, cause);
    }

    CacheException(String message) {
        super(message);
    }
}
