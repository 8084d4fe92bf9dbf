package cnn.onnx.operator;

import cnn.onnx.translation.Unsupported;
import cnn.core.text.Count;
import java.util.stream.IntStream;

/** Whole numbers that name places, which floats hold exactly up to a point. */
final class Places {
    private static final int EXACT = 1 << 24;

    private Places() {
    }

    /** Refuses more places than floats can count. */
    static void requireExact(long count) {
        if (count > EXACT) {
            throw new Unsupported("it counts " + Count.of((int) Math.min(count, Integer.MAX_VALUE), "place")
                    + ", and floats are exact up to " + Count.of(EXACT));
        }
    }

    static int product(int[] lengths, int from, int to) {
        return IntStream.range(from, to).map(i -> lengths[i]).reduce(1, Math::multiplyExact);
    }
}
