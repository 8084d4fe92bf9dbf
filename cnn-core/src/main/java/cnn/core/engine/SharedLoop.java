package cnn.core.engine;

import cnn.api.layer.Backward;
import cnn.api.layer.Forward;
import org.jspecify.annotations.Nullable;

/** The parallel loops of a session's layers: run here, or shared among threads where they are worth it. Allocates nothing. */
final class SharedLoop {
    /** Below about 10 µs of work, waking other threads costs more than it saves. */
    private static final long WORTH_SHARING = 50_000;

    private final Workers workers;
    /** Pass of each node on each worker. */
    private final NodePass[][] passes;
    private final Workers.Job part = this::runPart;

    private boolean sharing;
    private @Nullable NodePass shared;
    private Forward.@Nullable Body forwardBody;
    private Backward.@Nullable Body backwardBody;
    private int argument;

    SharedLoop(Workers workers, NodePass[][] passes) {
        this.workers = workers;
        this.passes = passes;
    }

    /** Runs the tasks of one op. A loop within a task runs on the task's thread. */
    void run(NodePass pass, int tasks, long work, int given, Forward.@Nullable Body forward,
            Backward.@Nullable Body backward) {
        if (tasks <= 1 || sharing || work < WORTH_SHARING || workers.threads() == 1) {
            for (int i = 0; i < tasks; i++) {
                run(pass, i, given, forward, backward);
            }
            return;
        }
        sharing = true;
        shared = pass;
        forwardBody = forward;
        backwardBody = backward;
        argument = given;
        try {
            workers.run(tasks, part);
        } finally {
            sharing = false;
        }
    }

    private void runPart(int index, int worker) {
        run(passes[shared.node().index()][worker], index, argument, forwardBody, backwardBody);
    }

    private static void run(NodePass pass, int index, int argument, Forward.@Nullable Body forward,
            Backward.@Nullable Body backward) {
        if (forward != null) {
            forward.run(pass, index, argument);
        } else {
            backward.run(pass, index, argument);
        }
    }
}
