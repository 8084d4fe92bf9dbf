package cnn.core.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The life of something that is done once and may be asked to end early: new, under way on one thread, over. Whatever
 * threads call in whatever order, it is under way at most once and nobody waits for ever.
 */
public final class Life {
    private static final String CURE = " A run is trained once: prepare it anew, and resume from its folder to go on "
            + "where it stopped.";

    private enum Stage {
        NEW, RUNNING, OVER
    }

    private Stage stage = Stage.NEW;
    private @Nullable Thread runner;
    private volatile boolean stopped;
    private boolean closed;

    /** Not yet begun. */
    public Life() {
    }

    /**
     * Begins, on the calling thread.
     *
     * @throws IllegalStateException where it is under way, over, stopped or closed
     */
    public synchronized void begin() {
        if (stage == Stage.RUNNING) {
            throw new IllegalStateException("This run is being trained already, on thread '" + runner.getName() + "'."
                    + CURE);
        }
        if (stage == Stage.OVER) {
            throw new IllegalStateException("This run " + (closed
                    ? "is closed."
                    : stopped ? "was stopped." : "has been trained.") + CURE);
        }
        stage = Stage.RUNNING;
        runner = Thread.currentThread();
    }

    /** Is over. */
    public synchronized void end() {
        stage = Stage.OVER;
        runner = null;
        notifyAll();
    }

    /** Asks it to end. What has not begun never will. */
    public synchronized void stop() {
        stopped = true;
        if (stage == Stage.NEW) {
            stage = Stage.OVER;
        }
    }

    /** Whether it is under way. */
    public synchronized boolean isRunning() {
        return stage == Stage.RUNNING;
    }

    /** Whether it was closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Whether it was asked to end. */
    public boolean isStopped() {
        return stopped;
    }

    /**
     * Asks it to end and waits until it is over; on the thread that it runs on, which could not go on, without waiting.
     *
     * @return false where it is not over yet, since the time was up or the waiting thread was interrupted
     */
    public synchronized boolean close(Duration patience) {
        closed = true;
        stop();
        long until = System.nanoTime() + patience.toNanos();
        while (stage == Stage.RUNNING && runner != Thread.currentThread()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
