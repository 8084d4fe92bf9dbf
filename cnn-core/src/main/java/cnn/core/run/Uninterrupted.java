package cnn.core.run;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Files that are written whole though the thread is interrupted meanwhile, which would close them. */
final class Uninterrupted {
    private Uninterrupted() {
    }

    /** Writes files; once more where an interruption came between. The thread is interrupted afterwards where it was. */
    static void write(Runnable files) {
        boolean interrupted = Thread.interrupted();
        try {
            files.run();
        } catch (UncheckedIOException e) {
            if (!isInterruption(e)) {
                throw e;
            }
            interrupted |= Thread.interrupted();
            files.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether a file was closed because the thread that wrote it was interrupted. */
    static boolean isInterruption(RuntimeException thrown) {
        return thrown instanceof UncheckedIOException && thrown.getCause() instanceof ClosedByInterruptException;
    }
}
