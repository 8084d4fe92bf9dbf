package cnn.core.engine;

import java.lang.ref.Cleaner;

/**
 * A fixed set of threads that share parallel loops with the thread that starts them. Starting a loop allocates nothing.
 * Each thread begins with a range of neighbouring parts of its own, the same share of every loop: what it wrote in one
 * layer is then still in its cache when it reads it in the next. Who is done helps the others.
 *
 * <p>One loop runs at a time: who comes while another is running does the work alone, so that many callers at once each
 * keep one core busy and a single caller gets them all. A loop within a part of a loop is such a case.
 *
 * <p>Threads start with the first loop that is shared, and end when this is closed or no longer reachable.
 */
public final class Workers implements AutoCloseable {
    /** The body of a parallel loop. */
    @FunctionalInterface
    public interface Job {
        /** Does part {@code index} on worker {@code worker}, 0 being the thread that started the loop. */
        void run(int index, int worker);
    }

    /** What the threads know, which must not keep this object alive. */
    private final Crew crew;
    private final int threads;
    /** Changed by whoever has the crew to itself. */
    private boolean started;

    /** Threads that compute, the calling one included: 1 starts no other. */
    public Workers(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(
                    "The number of threads must be between 1 and 1024 but was given " + threads + ".");
        }
        this.threads = threads;
        crew = new Crew(threads);
    }

    /** As many threads as the machine has processors. */
    public static Workers ofAllProcessors() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    /** Threads that compute, the calling one included. */
    public int threads() {
        return threads;
    }

    boolean areClosed() {
        return crew.hasEnded();
    }

    /**
     * Runs parts 0 … {@code parts} − 1 and returns when all are done. What a part throws is thrown on, of several the
     * one that came first.
     */
    public void run(int parts, Job body) {
        if (parts <= 1 || threads == 1 || parts > Crew.MOST_PARTS || !crew.take()) {
            for (int i = 0; i < parts; i++) {
                body.run(i, 0);
            }
            return;
        }
        try {
            if (!started) {
                start();
            }
            crew.share(parts, body);
        } finally {
            crew.giveBack();
        }
    }

    private void start() {
        crew.start();
        Abandoned.CLEANER.register(this, crew::end);
        started = true;
    }

    /**
     * Ends the threads and waits for them, a moment at most. A loop that is under way runs to its end, one that is started
     * afterwards runs on its caller.
     */
    @Override
    public void close() {
        crew.end();
        crew.join();
    }

    /** Made with the first threads, not with the class: it is a thread of its own. */
    private static final class Abandoned {
        private static final Cleaner CLEANER = Cleaner.create();
    }
}
