package cnn.core.train;

import cnn.api.data.DataSet;
import cnn.api.data.Target;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.model.Preprocessing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures loss and metrics of a network on a data set, any number of times. */
final class Evaluator implements AutoCloseable {
    private final Engine engine;
    private final List<Objective> all;
    private final List<Target> targets;
    private final int count;
    private final BatchLoader loader;
    private Session session;
    private Objectives objectives;

    /** Uses the session's buffers between its training steps. */
    Evaluator(Session session, Engine engine, DataSet data, Preprocessing preprocessing, List<Objective> all) {
        this.session = session;
        this.engine = engine;
        this.all = all;
        targets = data.targets();
        count = data.size();
        int threads = Math.max(1, engine.workers().threads() / 2);
        loader = new BatchLoader(data, preprocessing, List.of(), List.of(), session.maxBatch(), threads, 0,
                EpochOrder.of(null, data));
        objectives = objectives();
    }

    private Objectives objectives() {
        return new Objectives(all, targets, engine, session.output(),
                new float[session.outputShape().size() * session.maxBatch()]);
    }

    /** Uses another session for batches of the same size from now on. */
    void use(Session other) {
        session = other;
        objectives = objectives();
    }

    /** Loss and metrics of all examples with the session's weights as they are; null where it was stopped. */
    @Nullable
    Scores evaluate() {
        objectives.start();
        double sum = 0;
        long correct = 0;
        long examples = 0;
        loader.start(0, false, 0);
        for (Batch batch = loader.take(); batch != null; batch = loader.take()) {
            System.arraycopy(batch.images, 0, session.input(), 0, batch.size * session.inputShape().size());
            session.forward(batch.size, false, 0);
            sum += objectives.loss(batch.size, batch.targets);
            correct += objectives.correct();
            examples += batch.size;
            objectives.count();
            loader.release();
        }
        if (examples < count) {
            return null;
        }
        return new Scores(sum / examples, objectives.values((double) correct / examples, examples));
    }

    /** Ends an evaluation that is under way; from any thread. */
    void stop() {
        loader.stop();
    }

    /** Whether a thread is one of those that load. */
    boolean owns(Thread thread) {
        return loader.owns(thread);
    }

    @Override
    public void close() {
        loader.close();
    }
}
