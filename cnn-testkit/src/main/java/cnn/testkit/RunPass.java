package cnn.testkit;

import cnn.api.kernel.Kernels;
import cnn.api.layer.FloatSlot;
import cnn.api.layer.Param;
import cnn.testkit.BoundLayer.Kind;
import cnn.testkit.BoundLayer.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One thread's view of a {@link LayerRun}: what the layer's op sees. Scratch buffers are its own. */
abstract sealed class RunPass<P extends RunPass<P>> permits ForwardPass, BackwardPass {
    private static final int THREADS = 4;
    /** A contract has thousands of loops, and to start a thread takes longer than most of them. */
    private static final ExecutorService POOL = Executors
            .newCachedThreadPool(Thread.ofPlatform().daemon().name("layer-tasks-", 0).factory());

    final LayerRun run;
    /** What tasks get: one pass for each thread; none inside a task. */
    final List<P> workers = new ArrayList<>();
    private final List<@Nullable Guarded> scratch = new ArrayList<>();

    RunPass(LayerRun run) {
        this.run = run;
        for (Slot slot : run.layer().slots()) {
            scratch.add(slot.kind() == Kind.SCRATCH ? run.allocate(slot) : null);
        }
    }

    /** Passes that a run needs for its tasks. */
    static int workers(LayerRun run) {
        return run.options().tasks() == Tasks.THREADED ? THREADS : 1;
    }

    public int batch() {
        return run.batch();
    }

    public boolean training() {
        return run.options().training();
    }

    public float[] input(int index) {
        return run.input(index);
    }

    public float[] output() {
        return run.output();
    }

    public float[] values(Param param) {
        return run.values(param);
    }

    public float[] floats(FloatSlot slot) {
        if (slot.index() >= scratch.size()) {
            throw run.subject().wrong("it uses a buffer that it did not ask for",
                    "Keep the handles that bind got in final fields of the op");
        }
        Slot asked = run.layer().slots().get(slot.index());
        if (asked.training() && !training() && this instanceof ForwardPass) {
            throw run.predictionUses(asked);
        }
        Guarded own = scratch.get(slot.index());
        return own == null ? run.slot(slot) : own.data;
    }

    public Kernels kernels() {
        return run.options().kernels();
    }

    public long randomKey() {
        return run.options().randomKey();
    }

    /** Runs tasks 0 … {@code tasks} − 1 on the workers, in the order of the options. */
    final void loop(int tasks) {
        if (workers.isEmpty()) {
            throw run.subject().wrong("a task calls pass.run",
                    "Run parallel loops one after the other, not nested: let one task do its part alone");
        }
        RunPass<?> first = workers.getFirst();
        switch (run.options().tasks()) {
            case IN_ORDER -> {
                for (int index = 0; index < tasks; index++) {
                    first.start(index);
                }
            }
            case REVERSED -> {
                for (int index = tasks - 1; index >= 0; index--) {
                    first.start(index);
                }
            }
            case THREADED -> loopOnThreads(tasks);
        }
    }

    /** Does one task. */
    abstract void call(int index);

    private void start(int index) {
        markScratch();
        call(index);
    }

    void checkGuards(String method) {
        for (Guarded buffer : scratch) {
            if (buffer != null) {
                buffer.checkGuard(run.subject(), method);
            }
        }
        workers.forEach(worker -> worker.checkGuards(method));
    }

    void markScratch() {
        for (int i = 0; i < scratch.size(); i++) {
            Guarded buffer = scratch.get(i);
            if (buffer != null) {
                buffer.mark();
            }
        }
    }

    /** Waits for all threads, unless it is interrupted. */
    private void loopOnThreads(int tasks) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> ends = new ArrayList<>();
        for (P worker : workers) {
            ends.add(POOL.submit(() -> {
                for (int index = next.getAndIncrement(); index < tasks; index = next.getAndIncrement()) {
                    ((RunPass<?>) worker).start(index);
                }
            }));
        }
        Throwable failure = null;
        for (Future<?> end : ends) {
            try {
                end.get();
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while a layer's tasks were running.", e);
            }
        }
        switch (failure) {
            case null -> {
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
