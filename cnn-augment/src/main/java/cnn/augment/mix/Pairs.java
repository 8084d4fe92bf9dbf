package cnn.augment.mix;

/**
 * The first example of a batch with the last one, the second with the one before that, and so on. Batches come in random
 * order, so that this is as random a pairing as any; and as both of a pair are mixed, in place, no batch need be copied.
 */
final class Pairs {
    private Pairs() {
    }

    /** Each example a becomes share · a + (1 − share) · b, with b the other of its pair. The middle one of an odd number stays. */
    static void mix(float[] values, int count, int size, float share) {
        float rest = 1 - share;
        for (int first = 0, last = count - 1; first < last; first++, last--) {
            mix(values, first * size, last * size, size, share, rest);
        }
    }

    private static void mix(float[] values, int one, int other, int size, float share, float rest) {
        for (int i = 0; i < size; i++) {
            float a = values[one + i];
            float b = values[other + i];
            values[one + i] = share * a + rest * b;
            values[other + i] = share * b + rest * a;
        }
    }
}
