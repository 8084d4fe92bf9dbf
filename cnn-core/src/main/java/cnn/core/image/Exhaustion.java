package cnn.core.image;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether a failure is the machine's limit and not a fault of what was read: libraries wrap an
 * {@link OutOfMemoryError} into exceptions that look like damage. What is called damaged would depend on {@code -Xmx}.
 */
public final class Exhaustion {
    /** Chains of causes are short; one that is longer runs in a circle. */
    private static final int DEPTH = 100;

    private Exhaustion() {
    }

    /** The {@link OutOfMemoryError} or {@link StackOverflowError} among a failure and its causes; null without. */
    public static @Nullable VirtualMachineError in(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < DEPTH; i++, cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || cause instanceof StackOverflowError) {
                return (VirtualMachineError) cause;
            }
        }
        return null;
    }
}
