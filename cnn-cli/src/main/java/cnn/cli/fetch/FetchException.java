package cnn.cli.fetch;

import org.jspecify.annotations.Nullable;

/** A file that could not be had. The message says which, why, and what to do. */
public final class FetchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FetchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
