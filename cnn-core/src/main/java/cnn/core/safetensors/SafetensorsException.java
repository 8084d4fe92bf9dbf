package cnn.core.safetensors;

/** A file that is not valid safetensors, or that lacks what is asked of it. The message names the file and the fault. */
public final class SafetensorsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
