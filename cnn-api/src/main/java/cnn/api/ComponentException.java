package cnn.api;

/**
 * A component that failed at its work: a layer in its forward pass, an optimizer in a step. The message names the
 * component, its configuration and where it came from; the cause is what it threw.
 */
public class ComponentException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** An exception with the whole message. */
    public ComponentException(String message, Throwable cause) {
        super(message, cause);
    }
}
