package cnn.api.layer;

import cnn.api.Shape;
import cnn.api.ShapeException;
import java.util.List;

/**
 * A block while it is written out: what it takes, and where it adds its parts. A part is bound as it is added, so that its
 * output's shape is there to decide by. Names are those within the block; in the network the block's own name and a
 * slash stand before them.
 */
public interface Expansion {
    /** What the block takes, in order. */
    List<Signal> inputs();

    /** The only input. Rejects the block where it was given several. */
    default Signal input() {
        if (inputs().size() != 1) {
            throw reject("it takes one input but was given " + inputs().size(), "Name one input, or put an add or "
                    + "concat layer before it");
        }
        return inputs().getFirst();
    }

    /** The only input's shape, which must be an image (H, W, C). Rejects the block otherwise. */
    default Shape image() {
        if (!input().shape().isImage()) {
            throw reject("it takes an image (height, width, channels)", "Put it before the flatten layer");
        }
        return input().shape();
    }

    /** Adds a part behind the one added last; the first one takes the block's inputs. Its name is its id and a number. */
    Signal add(Part part);

    /** As {@link #add(Part)}, with a name, for example {@code conv1}. */
    Signal add(String name, Part part);

    /** Adds a part that takes these outputs, which are the block's inputs or come from parts that it added. */
    Signal add(Part part, Signal... from);

    /** As {@link #add(Part, Signal...)}, with a name. */
    Signal add(String name, Part part, Signal... from);

    /**
     * Adds a body: one entry behind the other, the first behind the block's inputs. {@code from} names entries before, or
     * layers within them by path, or {@code input} for the block's inputs ({@code input-1}, {@code input-2} for one of
     * several); nothing outside the block.
     *
     * @return what the last entry gives
     */
    Signal add(List<Entry> body);

    /**
     * The exception that says why these inputs cannot work, to be thrown by the block. The block's name, its
     * configuration and the input shapes are put before it.
     *
     * @param problem the reason, as a clause: "the body makes (16, 16, 8) of (16, 16, 4), which cannot be added to it"
     * @param remedy what to change, as a sentence without its full stop: "Give it a shortcut of that shape"
     */
    ShapeException reject(String problem, String remedy);
}
