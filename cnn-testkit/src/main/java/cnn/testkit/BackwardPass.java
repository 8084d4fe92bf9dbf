package cnn.testkit;

import cnn.api.layer.Backward;
import cnn.api.layer.Param;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an op's backward sees. */
final class BackwardPass extends RunPass<BackwardPass> implements Backward {
    private Backward.@Nullable Body body;
    private int argument;

    /** The pass of an op, or of one task. */
    BackwardPass(LayerRun run, boolean ofTask) {
        super(run);
        for (int i = 0; !ofTask && i < workers(run); i++) {
            workers.add(new BackwardPass(run, true));
        }
    }

    @Override
    public float[] outputGradient() {
        return run.outputGradient();
    }

    @Override
    public boolean wantsInputGradient(int index) {
        return run.wants(index);
    }

    @Override
    public float[] inputGradient(int index) {
        return run.inputGradientArray(index);
    }

    @Override
    public boolean wantsGradient(Param param) {
        return !run.isFrozen(param);
    }

    @Override
    public float[] gradient(Param param) {
        return run.gradientArray(param);
    }

    @Override
    public void run(int tasks, long work, int given, Backward.Body task) {
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
