package cnn.onnx.translation;

/** Why a node cannot be translated, as a clause: all such nodes are told of in one error. */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a reason such as {@code it moves the batch}. */
    public Unsupported(String reason) {
        super(reason, null, false, false);
    }
}
