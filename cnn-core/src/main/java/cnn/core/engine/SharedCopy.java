package cnn.core.engine;

/**
 * Copies long ranges of numbers with all threads, each its own range of neighbouring parts: a batch's slice is then
 * in the cache of the core that computes with it. Allocates nothing.
 */
final class SharedCopy {
    /** Floats of a part: 64 KiB, some microseconds. */
    private static final int PART = 1 << 14;
    /** Fewer are copied on the calling thread: waking another would take as long. */
    private static final int WORTH_SHARING = 4 * PART;

    private final Workers workers;
    private final Workers.Job job = this::part;
    private float[] from = {};
    private float[] to = {};
    private int fromAt;
    private int toAt;
    private int count;

    SharedCopy(Workers workers) {
        this.workers = workers;
    }

    /** As {@link System#arraycopy}, of two arrays. For one caller at a time. */
    void copy(float[] source, int sourceAt, float[] target, int targetAt, int floats) {
        if (floats < WORTH_SHARING) {
            System.arraycopy(source, sourceAt, target, targetAt, floats);
            return;
        }
        from = source;
        fromAt = sourceAt;
        to = target;
        toAt = targetAt;
        count = floats;
        workers.run((floats + PART - 1) / PART, job);
    }

    private void part(int index, int worker) {
        int first = index * PART;
        System.arraycopy(from, fromAt + first, to, toAt + first, Math.min(PART, count - first));
    }
}
