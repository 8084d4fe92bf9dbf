package cnn.layers.convolution.shared;

import cnn.api.layer.Backward;
import cnn.api.layer.Binding;
import cnn.api.layer.FloatSlot;

/**
 * Sums that parts of a batch have each found for themselves: a buffer for all parts, and their addition, part after part,
 * in an order that follows from the number of parts alone.
 */
public final class PartialSums {
    private final FloatSlot slot;
    private final int size;

    /** For at most so many parts of {@code size} floats each. */
    public PartialSums(Binding in, int mostParts, int size) {
        slot = in.sharedForTraining(0, Math.multiplyExact(mostParts, size));
        this.size = size;
    }

    /** The buffer of all parts. */
    public float[] floats(Backward pass) {
        return pass.floats(slot);
    }

    /** Where a part's sums start. */
    public int at(int part) {
        return part * size;
    }

    /** Overwrites {@code count} floats of {@code total} from {@code to} on with the sum of all parts' from {@code from}. */
    public void add(Backward pass, int parts, int from, float[] total, int to, int count) {
        float[] sums = pass.floats(slot);
        System.arraycopy(sums, from, total, to, count);
        for (int part = 1; part < parts; part++) {
            add(sums, at(part) + from, total, to, count);
        }
    }

    /** With one index for each array, so that the JIT makes vectors of it. */
    private static void add(float[] sums, int from, float[] total, int to, int count) {
        for (int i = 0; i < count; i++) {
            total[to + i] += sums[from + i];
        }
    }
}
