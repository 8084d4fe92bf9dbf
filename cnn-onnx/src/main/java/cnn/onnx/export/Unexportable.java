package cnn.onnx.export;

/** Why a layer cannot be written, as a clause: all such layers are told of in one error. */
public final class Unexportable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a reason such as {@code it needs operators of version 19}. */
    public Unexportable(String reason) {
        super(reason, null, false, false);
    }
}
