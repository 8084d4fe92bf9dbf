package cnn.api;

/**
 * Chance that can be replayed: a counter-based generator. The i-th number of a stream is a hash of (key, i), so a
 * stream has no state worth saving, streams with different keys are independent, and neither the number of threads nor
 * prefetching changes what is drawn.
 *
 * <p>Keys form a tree: {@link #key(long, long)} derives the key of a child (an epoch, a step, an example, a node) from
 * its parent's. The static functions draw the i-th number of a stream without an object, for use in parallel loops.
 *
 * <p>The hash is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014). Gaussians are Box and Muller's, with {@link StrictMath}: the same bits on every machine.
 */
public final class Rng {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final float TO_FLOAT = 0x1.0p-24f;

    private long key;
    private long counter;

    /** The stream that belongs to a key. */
    public Rng(long key) {
        this.key = key;
    }

    /** The key of child {@code child} of a stream. */
    public static long key(long parent, long child) {
        return mix(mix(parent) + child * GOLDEN + GOLDEN);
    }

    /** Number {@code index} of the stream {@code key}: 64 uniform bits. */
    public static long bits(long key, long index) {
        return mix(key + (index + 1) * GOLDEN);
    }

    /** Number {@code index} of the stream {@code key}, uniform in [0, 1). */
    public static float uniform(long key, long index) {
        return (bits(key, index) >>> 40) * TO_FLOAT;
    }

    /** Starts over as the stream of another key, so that one object can serve many examples. */
    public Rng restart(long newKey) {
        key = newKey;
        counter = 0;
        return this;
    }

    /** A new stream, independent of this one and of what was drawn from it. */
    public Rng child(long index) {
        return new Rng(key(key, index));
    }

    /** 64 uniform bits. */
    public long nextLong() {
        return bits(key, counter++);
    }

    /** Uniform in [0, 1). */
    public float nextFloat() {
        return (nextLong() >>> 40) * TO_FLOAT;
    }

    /** Uniform in [low, high). */
    public float nextFloat(float low, float high) {
        return low + (high - low) * nextFloat();
    }

    /** Uniform among 0, 1 … bound − 1. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("nextInt needs a bound of at least 1 but was given " + bound + ".");
        }
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** True with the given probability. */
    public boolean nextBoolean(double probability) {
        return (nextLong() >>> 11) * 0x1.0p-53 < probability;
    }

    /** Normal with mean 0 and standard deviation 1. Draws two numbers of the stream. */
    public float nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(((nextLong() >>> 11) + 1) * 0x1.0p-53));
        double angle = 2 * Math.PI * ((nextLong() >>> 11) * 0x1.0p-53);
        return (float) (radius * StrictMath.cos(angle));
    }

    /** Puts the elements into a uniformly random order (Fisher and Yates). */
    public void shuffle(int[] values) {
        for (int last = values.length - 1; last > 0; last--) {
            int other = nextInt(last + 1);
            int value = values[last];
            values[last] = values[other];
            values[other] = value;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
