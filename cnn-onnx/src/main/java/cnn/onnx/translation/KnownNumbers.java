package cnn.onnx.translation;

import cnn.core.text.Count;

/** How many numbers were computed of constants while a file is read: as many as take seconds, so that no file takes hours. */
final class KnownNumbers {
    private static final long MOST = 1L << 32;

    private long count;

    /** So many more. */
    void add(long numbers) {
        count += numbers;
        if (count > MOST) {
            throw new Unsupported("what comes of constants alone is more than " + Count.of(MOST, "number"));
        }
    }
}
