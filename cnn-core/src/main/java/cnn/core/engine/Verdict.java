package cnn.core.engine;

import java.time.Duration;

/** Which of two sets of kernels is the faster one, after rounds of the same work on both. */
final class Verdict {
    /** Against an eighth more than the plain set's best: any one time may be long by a chance of the operating system's. */
    private static final int WINS = 2;

    private final long enough;
    private int wins;
    private long spent;
    private long bestFast = Long.MAX_VALUE;
    private long bestPlain = Long.MAX_VALUE;

    /** To be found within so much time in all rounds. */
    Verdict(Duration enough) {
        this.enough = enough.toNanos();
    }

    /** A round's nanoseconds. */
    void add(long fast, long plain) {
        bestFast = Math.min(bestFast, fast);
        bestPlain = Math.min(bestPlain, plain);
        wins = fast <= bestPlain + bestPlain / 8 ? wins + 1 : 0;
        spent += fast + plain;
    }

    /** Whether more rounds are needed. */
    boolean isOpen() {
        return wins < WINS && spent < enough;
    }

    /**
     * Whether the fast set may take over. In the end it may even where it is still behind: the JIT may have been kept from
     * its work. Vectors that it makes no instructions of are 50 times as slow.
     */
    boolean isFast() {
        return wins >= WINS || bestFast / 4 <= bestPlain;
    }

    /** Milliseconds of the fast set's best round. */
    double fast() {
        return bestFast / 1e6;
    }

    /** Milliseconds of the plain set's best round. */
    double plain() {
        return bestPlain / 1e6;
    }
}
