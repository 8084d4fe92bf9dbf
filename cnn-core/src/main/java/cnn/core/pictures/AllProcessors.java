package cnn.core.pictures;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs a task for every number, on all processors, each of which holds one at a time. */
final class AllProcessors {
    private AllProcessors() {
    }

    /** Something to do for a number. */
    @FunctionalInterface
    interface Task {
        void run(int number) throws IOException;
    }

    /** Runs a task for 0 to {@code count - 1}. After a failure nothing new begins; when this throws it, nothing runs. */
    static void run(int count, Task task) throws IOException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        IntStream.range(0, count).parallel().forEach(i -> {
            if (failure.get() == null) {
                try {
                    task.run(i);
                } catch (IOException | RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        });
        switch (failure.get()) {
            case null -> {
                // all is done
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new AssertionError("No other kind is caught.", e);
        }
    }
}
