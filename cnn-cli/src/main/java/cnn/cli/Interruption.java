package cnn.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order on Ctrl-C or a request to terminate: asks it to stop, waits until its files are written, and
 * lets the JVM end with exit code 1.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    /** From now on the signal stops the run. */
    Interruption(Runnable stop, Terminal terminal) {
        hook = new Thread(() -> {
            stop.run();
            try {
                if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    terminal.say("cnn: the run did not stop within " + PATIENCE_SECONDS
                            + " seconds. Go on from its last checkpoint with --resume.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            terminal.out().flush();
            terminal.err().flush();
            awaitRecorder();
            // the exit code that the signal would give is 130
            Runtime.getRuntime().halt(1);
        }, "cnn-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The JDK's Flight Recorder writes its file in a hook of its own, beside this one; to halt before would leave it empty. */
    private static void awaitRecorder() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getClass().getName().startsWith("jdk.jfr.")) {
                try {
                    thread.join(Duration.ofSeconds(PATIENCE_SECONDS));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Everything is written: a signal that came may end the JVM now, one that comes later ends it as usual. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending because of the signal
        }
    }
}
