package cnn.core.network;

import cnn.api.layer.Packer;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that a layer asked for when it was bound.
 *
 * @param node index of the node that asked
 * @param kind how long its numbers live and who shares it
 * @param floatsPerExample floats for each example of a batch
 * @param floats floats beside those
 * @param packer what fills it, where it is packed
 * @param training whether only training uses it
 */
public record Slot(int node, Kind kind, int floatsPerExample, int floats, @Nullable Packer packer, boolean training) {
    /** How long a buffer's numbers live and who shares it. */
    public enum Kind {
        /** From forward to backward. */
        SAVED,
        /** One call, all tasks. */
        SHARED,
        /** One task. */
        SCRATCH,
        /** Until the weights change. */
        PACKED
    }

    /** A place in the list for a buffer that is not needed any more. */
    Slot unused() {
        return new Slot(node, kind, 0, 0, null, true);
    }

    /** Floats it takes for a batch. */
    public long size(int batch) {
        return (long) floatsPerExample * batch + floats;
    }
}
