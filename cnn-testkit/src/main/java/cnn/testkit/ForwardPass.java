package cnn.testkit;

import cnn.api.layer.Forward;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an op's forward sees. */
final class ForwardPass extends RunPass<ForwardPass> implements Forward {
    private Forward.@Nullable Body body;
    private int argument;

    /** The pass of an op, or of one task. */
    ForwardPass(LayerRun run, boolean ofTask) {
        super(run);
        for (int i = 0; !ofTask && i < workers(run); i++) {
            workers.add(new ForwardPass(run, true));
        }
    }

    @Override
    public void run(int tasks, long work, int given, Forward.Body task) {
        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).body = task;
            workers.get(i).argument = given;
        }
        loop(tasks);
    }

    @Override
    void call(int index) {
        Objects.requireNonNull(body).run(this, index, argument);
    }
}
