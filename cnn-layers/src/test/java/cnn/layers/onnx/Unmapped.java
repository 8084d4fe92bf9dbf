package cnn.layers.onnx;

/**
 * Says that a test of an operator that we have says nothing about us, for one of these reasons. Anything else that the
 * mapping does not understand is a failure.
 */
final class Unmapped extends RuntimeException {
    static final String ELEMENT_TYPE = "its element type is not float32, our only one";
    static final String THREE_DIMENSIONS = "it has three spatial axes or more, where ours has images or signals";
    static final String BROADCAST = "it broadcasts one input over the other in a way that ours does not";
    static final String NO_NUMBERS = "it has no numbers; every axis of ours has a length of at least 1";
    static final String FRAMES = "it pads other axes than rows and columns; ours frames images";
    static final String RESIZING = "it resizes by other than whole factors or with other coordinates than half_pixel; "
            + "resize2d does so, which the importer holds against it";
    static final String CHANNEL_ORDER = "it takes channels in the order DCR; ours is CRD, as PyTorch's";
    static final String RANDOM_NUMBERS = "its output depends on the random numbers of another implementation";
    static final String DAMPENING = "its momentum is dampened after the first step; ours is not";
    static final String MATRIX_BIAS = "its bias is a matrix; a dense layer has one bias for each unit";
    static final String MATRICES = "it multiplies stacks of matrices; the weights of a dense layer are one matrix";

    private static final long serialVersionUID = 1L;

    Unmapped(String reason) {
        super(reason);
    }
}
