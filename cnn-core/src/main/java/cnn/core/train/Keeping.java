package cnn.core.train;

import cnn.core.pipeline.Checkpoints;
import org.jspecify.annotations.Nullable;

/** Tells when the next checkpoint within an epoch is due. */
final class Keeping {
    private final @Nullable Checkpoints checkpoints;
    private long steps;
    private long nanos;

    Keeping(@Nullable Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** One was written after so many steps of the run, or the run begins. */
    void kept(long after) {
        steps = after;
        nanos = System.nanoTime();
    }

    boolean isDue(long now) {
        if (checkpoints == null) {
            return false;
        }
        var time = checkpoints.every().time();
        return time == null
                ? now - steps >= checkpoints.every().steps()
                : System.nanoTime() - nanos >= time.toNanos();
    }
}
