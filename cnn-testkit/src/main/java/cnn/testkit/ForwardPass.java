package cnn.testkit;

import cnn.api.layer.Forward;
import cnn.api.layer.ForwardTask;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an op's forward sees. */
final class ForwardPass extends RunPass<ForwardPass> implements Forward {
    private @Nullable ForwardTask task;

    /** The pass of an op, or of one task. */
    ForwardPass(LayerRun run, boolean ofTask) {
        super(run);
        for (int i = 0; !ofTask && i < workers(run); i++) {
            workers.add(new ForwardPass(run, true));
        }
    }

    @Override
    public void run(int tasks, long work, ForwardTask body) {
        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).task = body;
        }
        loop(tasks);
    }

    @Override
    void call(int index) {
        Objects.requireNonNull(task).run(this, index);
    }
}
