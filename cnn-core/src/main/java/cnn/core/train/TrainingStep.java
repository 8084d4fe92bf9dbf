package cnn.core.train;

import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.api.train.Optimizer;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.Clip;
import cnn.core.pipeline.ParameterGroups;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network does with one batch when it learns: forward, loss, backward, update. All buffers are made once, so
 * that a step allocates nothing. Belongs to one thread.
 */
public final class TrainingStep {
    private final Session session;
    private final Engine engine;
    private final ParameterUpdates updates;
    private final Objectives objectives;

    /**
     * Allocates all it needs.
     *
     * @param weights the numbers to change
     * @param batch examples in the largest batch
     */
    public TrainingStep(Network network, Weights weights, Loss loss, Optimizer optimizer, Engine engine, int batch) {
        this(ParameterGroups.none(network), weights, List.of(Objective.of(network, loss)), optimizer, null, engine,
                batch);
    }

    private TrainingStep(ParameterGroups groups, Weights weights, List<Objective> objectives, Optimizer optimizer,
            @Nullable Clip clip, Engine engine, int batch) {
        this(groups, weights, objectives, List.of(objectives.getFirst().output().target()), optimizer, clip, engine,
                batch);
    }

    /**
     * Allocates all it needs.
     *
     * @param groups how each parameter of the network learns
     * @param weights the numbers to change
     * @param all what the network is trained for
     * @param targets what the data has
     * @param clip how gradients are kept from becoming too large; null where they are not
     * @param batch examples in the largest batch
     */
    TrainingStep(ParameterGroups groups, Weights weights, List<Objective> all, List<Target> targets,
            Optimizer optimizer, @Nullable Clip clip, Engine engine, int batch) {
        Network network = groups.network();
        this.engine = engine;
        session = Session.forTraining(network, weights, engine, batch);
        updates = new ParameterUpdates(optimizer, groups, clip, session, engine.kernels());
        objectives = new Objectives(all, targets, engine, session.output(), session.outputGradient());
    }

    /** The network at work. Its input is to be filled before each step. */
    public Session session() {
        return session;
    }

    /**
     * Learns from the examples in the session's input. Where the loss is no longer a number, nothing is changed.
     *
     * @param examples how many there are
     * @param targets what their scores should be: the numbers of all targets
     * @param number this step's number, the first being 1
     * @param rate the learning rate
     * @param key where this step's chance comes from
     * @return the sum of the examples' losses
     */
    public double run(int examples, float[] targets, long number, double rate, long key) {
        session.forward(examples, true, key);
        double sum = objectives.loss(examples, targets);
        if (Double.isFinite(sum)) {
            session.backward();
            updates.apply(number, rate, engine.workers());
            session.stepped();
        }
        return sum;
    }

    /** What the network is trained for, and what was counted of it. */
    Objectives objectives() {
        return objectives;
    }

    /** What the weights as they are say of the batch that went through last, in words where a score is no number. */
    @Nullable
    String firstScoreNotFinite(int examples) {
        session.forward(examples, false, 0);
        int wrong = Weights.indexOfNotFinite(session.output(), 0, examples * session.outputShape().size());
        return wrong < 0 ? null : "a score of the last batch has become " + session.output()[wrong];
    }

    /** The optimizer's buffers by parameter and number, as a checkpoint keeps them. */
    Map<String, float[]> slots() {
        return updates.slots();
    }
}
