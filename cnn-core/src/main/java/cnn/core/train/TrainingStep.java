package cnn.core.train;

import cnn.api.Rng;
import cnn.api.data.Target;
import cnn.api.train.Loss;
import cnn.api.train.Optimizer;
import cnn.core.data.TargetReader;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.Clip;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.SharpnessAware;
import cnn.core.pipeline.TrainConfig;
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
    private final @Nullable Teacher teacher;
    private final int parts;
    private final int leastPart;
    private final int targetWidth;
    private final float[] partTargets;
    private int correct;
    private int last;

    /**
     * Allocates all it needs.
     *
     * @param weights the numbers to change
     * @param batch examples in the largest batch
     */
    public TrainingStep(Network network, Weights weights, Loss loss, Optimizer optimizer, Engine engine, int batch) {
        this(ParameterGroups.none(network), weights, List.of(Objective.of(network, loss)), optimizer, engine, batch);
    }

    private TrainingStep(ParameterGroups groups, Weights weights, List<Objective> objectives, Optimizer optimizer,
            Engine engine, int batch) {
        this(groups, weights, objectives, List.of(objectives.getFirst().output().target()),
                new Learning(optimizer, null, 1, null, null, OptimizerMemory.NONE), engine, batch);
    }

    /**
     * How parameters change.
     *
     * @param clip how gradients are kept from becoming too large; null where they are not
     * @param parts that a batch goes through the network in
     * @param sharpnessAware where gradients are taken a way up from the weights; null where they are taken at them
     * @param teacher what the network learns from besides targets; null for nothing
     * @param memory of what has learnt before
     */
    record Learning(Optimizer optimizer, @Nullable Clip clip, int parts, @Nullable SharpnessAware sharpnessAware,
            @Nullable Teacher teacher, OptimizerMemory memory) {
        /** As a run is told. */
        static Learning of(TrainConfig config, @Nullable Teacher teacher, OptimizerMemory memory) {
            return new Learning(config.optimizer(), config.clip(), config.parts(), config.sharpnessAware(), teacher,
                    memory);
        }

        /** Whether the gradients of a batch are sums of those of its parts. */
        boolean accumulates() {
            return parts > 1;
        }
    }

    /**
     * Allocates all it needs.
     *
     * @param groups how each parameter of the network learns
     * @param weights the numbers to change
     * @param all what the network is trained for
     * @param targets what the data has
     * @param learning how parameters change
     * @param batch examples in the largest batch
     */
    TrainingStep(ParameterGroups groups, Weights weights, List<Objective> all, List<Target> targets,
            Learning learning, Engine engine, int batch) {
        Network network = groups.network();
        this.engine = engine;
        parts = learning.parts();
        teacher = learning.teacher();
        leastPart = network.leastBatch();
        // where least is the least of a part, n examples in ⌊n / least⌋ parts make parts of at most 2 · least − 1
        int most = parts == 1 ? batch : Math.min(batch, Math.max((batch + parts - 1) / parts, 2 * leastPart - 1));
        session = Session.forTraining(network, weights, engine, most);
        updates = new ParameterUpdates(learning, groups, session, engine.kernels());
        targetWidth = TargetReader.width(targets);
        partTargets = new float[parts == 1 ? 0 : most * targetWidth];
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

    /**
     * Learns from a batch, in parts where so configured, and counts what came of it. Where the loss is no longer a number,
     * no parameter is changed.
     *
     * @param images of all examples, one after the other
     * @param targets the numbers of all targets
     * @return the sum of the examples' losses
     */
    double learn(float[] images, float[] targets, int examples, long number, double rate, long key) {
        correct = 0;
        double sum = gradients(images, targets, examples, key, true);
        Ascent ascent = updates.ascent();
        if (ascent != null && Double.isFinite(sum)) {
            ascent.climb(engine.workers());
            session.stepped();
            double above = gradients(images, targets, examples, key, false);
            ascent.comeBack(engine.workers());
            if (!Double.isFinite(above)) {
                session.stepped();
                return above;
            }
        }
        if (Double.isFinite(sum)) {
            updates.apply(number, rate, engine.workers());
            session.stepped();
        }
        return sum;
    }

    /** Finds the gradients of a batch and returns its loss; {@code counts} at the first look alone. */
    private double gradients(float[] images, float[] targets, int examples, long key, boolean counts) {
        int count = parts(examples);
        double sum = 0;
        for (int part = 0; part < count; part++) {
            int from = first(part, count, examples);
            take(images, from, first(part + 1, count, examples) - from);
            float[] own = targets;
            if (parts > 1) {
                System.arraycopy(targets, from * targetWidth, partTargets, 0, last * targetWidth);
                own = partTargets;
            }
            sum += forward(own, parts == 1 ? key : Rng.key(key, part), counts);
            if (!Double.isFinite(sum)) {
                return sum;
            }
            if (counts) {
                correct += objectives.correct();
                objectives.count();
            }
            session.backward();
            if (parts > 1) {
                updates.accumulate(part == 0, (float) last / examples, engine.workers());
            }
        }
        return sum;
    }

    private double forward(float[] targets, long key, boolean counts) {
        if (counts) {
            session.forward(last, true, key);
        } else {
            session.forwardAside(last, key);
        }
        double loss = counts ? objectives.loss(last, targets) : objectives.lossAside(last, targets);
        if (teacher == null) {
            return loss;
        }
        teacher.look(session.input(), last);
        return teacher.teach(last, loss, session.output(), session.outputGradient());
    }

    /**
     * Sends a batch through for running means and variances alone.
     *
     * @param number of batches before, or of parts of them
     * @return that number with this batch
     */
    int renewStatistics(float[] images, int examples, long key, int number) {
        int count = parts(examples);
        for (int part = 0; part < count; part++) {
            int from = first(part, count, examples);
            take(images, from, first(part + 1, count, examples) - from);
            session.renewStatistics(last, Rng.key(key, part), number + part + 1);
        }
        return number + count;
    }

    private int parts(int examples) {
        return Math.min(parts, Math.max(1, examples / leastPart));
    }

    private static int first(int part, int count, int examples) {
        return (int) ((long) examples * part / count);
    }

    private void take(float[] images, int from, int examples) {
        int size = session.inputShape().size();
        System.arraycopy(images, from * size, session.input(), 0, examples * size);
        last = examples;
    }

    /** Examples of the last batch whose highest score was at their class. */
    int correct() {
        return correct;
    }

    /** What the network is trained for, and what was counted of it. */
    Objectives objectives() {
        return objectives;
    }

    /** What the weights as they are say of what went through last, in words where a score is no number. */
    @Nullable
    String firstScoreNotFinite() {
        session.forward(last, false, 0);
        int wrong = Weights.indexOfNotFinite(session.output(), 0, last * session.outputShape().size());
        return wrong < 0 ? null : "a score of the last batch has become " + session.output()[wrong];
    }

    /** What changes the parameters. */
    ParameterUpdates updates() {
        return updates;
    }

    /** The optimizer's buffers by parameter and number, as a checkpoint keeps them. */
    Map<String, float[]> slots() {
        return updates.slots();
    }
}
