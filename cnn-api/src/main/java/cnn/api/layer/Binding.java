package cnn.api.layer;

import cnn.api.Shape;
import cnn.api.ShapeException;
import java.util.List;

/**
 * What a layer learns and asks for when it is bound. Every handle given out here becomes a final field of the op,
 * which later exchanges it for an array: {@code pass.values(weights)}, {@code pass.floats(mask)}.
 */
public interface Binding {
    /** Shapes of one example of each input, in order. */
    List<Shape> inputs();

    /** Shape of one example of the only input. Rejects the layer where it was given several. */
    default Shape input() {
        if (inputs().size() != 1) {
            throw reject("it takes one input but was given " + inputs().size(), "Name one input, or put an add or "
                    + "concat layer before it");
        }
        return inputs().getFirst();
    }

    /** The only input's shape, which must be an image (H, W, C). Rejects the layer otherwise. */
    default Shape image() {
        if (!input().isImage()) {
            throw reject("it takes an image (height, width, channels)", "Put it before the flatten layer");
        }
        return input();
    }

    /** Numbers that training changes, for example {@code param("weights", Shape.of(k, n), init)}. */
    Param param(String name, Shape shape, Init init);

    /** Numbers that are kept with the model but not trained, for example a running mean. */
    Param state(String name, Shape shape, Init init);

    /** A buffer that carries numbers from {@code forward} to {@code backward}: a dropout mask. */
    default FloatSlot saved(int floatsPerExample) {
        return saved(floatsPerExample, 0);
    }

    /** As {@link #saved(int)}, with {@code more} floats in addition that do not grow with the batch. */
    FloatSlot saved(int floatsPerExample, int more);

    /** A buffer of one call to {@code forward} or {@code backward} that all its tasks see: partial sums. */
    FloatSlot shared(int floatsPerExample, int more);

    /** As {@link #shared}, for what only training uses. Absent where a network is only used for prediction. */
    FloatSlot sharedForTraining(int floatsPerExample, int more);

    /** A buffer of one task: every task of a parallel loop has its own, with arbitrary numbers in it at first. */
    FloatSlot scratch(int floats);

    /** As {@link #scratch}, for what only training uses. Absent where a network is only used for prediction. */
    FloatSlot scratchForTraining(int floats);

    /**
     * Numbers derived from the parameters and rebuilt only when those change: weights in the order that a kernel wants.
     * Shared by everyone who uses the same weights.
     */
    FloatSlot packed(int floats, Packer packer);

    /** As {@link #packed}, for what only training reads. Absent where a network is only used for prediction. */
    FloatSlot packedForTraining(int floats, Packer packer);

    /**
     * The exception that says why these inputs cannot work, to be thrown by the layer. The layer's name, its
     * configuration and the input shapes are put before it.
     *
     * @param problem the reason, as a clause: "a 7×7 kernel does not fit a 5×5 image"
     * @param remedy what to change, as a sentence without its full stop: "Use padding SAME or a kernel of at most 5"
     */
    ShapeException reject(String problem, String remedy);
}
