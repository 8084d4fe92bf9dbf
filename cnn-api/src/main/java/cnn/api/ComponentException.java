package cnn.api;

import org.jspecify.annotations.Nullable;

/**
 * A component that failed at its work: a layer in its forward pass, an optimizer in a step. The message names the
 * component, its configuration and where it came from; the cause is what it threw, where it threw anything.
 */
public class ComponentException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** An exception with the whole message. */
    public ComponentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
