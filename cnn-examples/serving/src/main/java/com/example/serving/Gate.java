package com.example.serving;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many requests are inside. Closed, it lets nobody in and waits for those that are. */
final class Gate {
    private final int most;
    private int inside;
    private boolean closed;

    Gate(int most) {
        this.most = most;
    }

    /**
     * Lets one more in, who has to {@link #leave()}.
     *
     * @throws Refusal with status 503 where too many are inside, or it is closed
     */
    synchronized void enter() throws Refusal {
        if (closed) {
            throw new Refusal(503, "stopping", "The service is being stopped. Ask another one, or try again.", 1);
        }
        if (inside == most) {
            throw new Refusal(503, "too-busy", "The service works on " + Text.count(most, "request")
                    + ", which is the limit. Try again.", 1);
        }
        inside++;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    synchronized int inside() {
        return inside;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Lets nobody in any more, and waits for those inside. Returns how many are still there after that time. */
    synchronized int close(Duration time) {
        closed = true;
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toNanos(); inside > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return inside;
    }
}
