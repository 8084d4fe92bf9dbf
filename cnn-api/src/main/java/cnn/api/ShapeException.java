package cnn.api;

/**
 * Shapes that do not fit, found when a layer is added to a network and therefore before any data flows. The message
 * names the layer, what it was given, why that cannot work, and the cure.
 */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An exception with the whole message. Layers get theirs from {@code Binding.reject}. */
    public ShapeException(String message) {
        super(message);
    }
}
