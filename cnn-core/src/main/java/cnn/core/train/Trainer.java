package cnn.core.train;

import cnn.api.Rng;
import cnn.api.data.Target;
import cnn.api.train.Schedule;
import cnn.api.train.TrainingListener.End;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Reason;
import cnn.api.train.TrainingListener.Run;
import cnn.api.train.TrainingListener.Scores;
import cnn.api.train.TrainingListener;
import cnn.core.engine.Engine;
import cnn.core.log.Log;
import cnn.core.model.Output;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import cnn.core.pipeline.EarlyStopping;
import cnn.core.pipeline.Monitor;
import cnn.core.pipeline.OutputConfig;
import cnn.core.pipeline.ParameterGroups;
import cnn.core.pipeline.TrainConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network: batches over epochs, the loss propagated back into kernels, weights and biases. What comes out
 * follows from network, configuration, data and seed alone, not from the number of threads.
 *
 * <p>It trains once, on one thread, with threads of its own that load images only while it does; {@link #stop} and
 * {@link #close} may be called from any.
 */
public final class Trainer implements AutoCloseable {
    private static final long INIT = 1;
    private static final long BATCHES = 2;
    private static final long STEPS = 3;
    private static final long STATISTICS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Network network;
    private final TrainConfig config;
    private final Monitor monitor;
    private final TrainingData data;
    private final long seed;
    private final Engine engine;
    private final Listeners listeners;
    private final LearningRate rates;
    private final Stages stages;
    private final BatchLoader loader;
    private final @Nullable Evaluator validation;
    private final RunningEpoch progress;
    private final List<Objective> objectives;
    private final TrainingState state;
    private final Schedule.Past past;
    private final Keeping keeping;
    private final @Nullable AveragedWeights averaged;
    private final Life life = new Life();
    /** That of the epoch at hand. */
    private TrainingStep step;

    /**
     * Prepares a run and allocates all it needs.
     *
     * @throws IllegalArgumentException where network, loss and data do not fit
     */
    public Trainer(Network network, TrainConfig config, TrainingData data, long seed, Engine engine,
            List<TrainingListener> listeners) {
        this("", network, config, Map.of(), data, seed, engine, listeners);
    }

    /**
     * Prepares a run of a network that may have several outputs. As the constructor without them.
     *
     * @param name by which listeners know the run
     * @param outputs by name, in the order in which the network joins their layers; empty for one output
     */
    public Trainer(String name, Network network, TrainConfig config, Map<String, OutputConfig> outputs,
            TrainingData data, long seed, Engine engine, List<TrainingListener> listeners) {
        this.name = name;
        this.network = ParameterGroups.of(config.groups(), network).network();
        this.config = config;
        monitor = Monitor.of(config, outputs);
        this.data = data;
        this.seed = seed;
        this.engine = engine;
        this.listeners = new Listeners(listeners);
        rates = new LearningRate(config.optimizer(), config.schedule());
        List<Target> targets = data.train().targets();
        TrainingCheck.images(network, data);
        objectives = Objective.learnt(network, config, outputs, data);
        TrainingCheck.learning(this.network, config, data);
        TrainingCheck.gradients(network, config);
        int batch = Math.min(config.batch(), data.train().size());
        Weights weights = Weights.init(network, Rng.key(seed, INIT));
        Teacher teacher = Teacher.of(config.distill(), data, objectives, engine, batch);
        stages = new Stages(network, config.groups(), Math.ceilDiv(data.train().size(), batch),
                (groups, memory) -> new TrainingStep(groups, weights, objectives, targets,
                        TrainingStep.Learning.of(config, teacher, memory), engine, batch));
        step = stages.step();
        int threads = engine.workers().threads();
        loader = new BatchLoader(data.train(), data.preprocessing(), data.ofImages(), data.ofBatches(), batch, threads,
                Rng.key(seed, BATCHES), EpochOrder.of(config.sampling(), data.train()));
        validation = data.validation() == null
                ? null
                : new Evaluator(step.session(), engine, data.validation(), data.preprocessing(), objectives);
        progress = new RunningEpoch(step.objectives().isOfClasses());
        averaged = AveragedWeights.of(config.average(), step.updates(), network(), weights);
        state = new TrainingState(weights, averaged, step.slots(), underWay());
        state.entering(this::enter);
        past = state.past(monitor);
        keeping = new Keeping(config.checkpoint());
    }

    private EpochUnderWay underWay() {
        return new EpochUnderWay(progress, step.objectives(), data.train().size(),
                Math.min(config.batch(), data.train().size()));
    }

    /** Comes to an epoch, from which on more may learn. */
    private void enter(int epoch) {
        if (!stages.enter(epoch)) {
            return;
        }
        step = stages.step();
        if (validation != null) {
            validation.use(step.session());
        }
        if (averaged != null) {
            averaged.use(step.updates(), stages.network());
        }
        state.use(step.slots(), underWay());
    }

    /** The network that is trained, its parameters that are frozen at first known to it. */
    public Network network() {
        return network;
    }

    /** Steps of one epoch. */
    public int stepsPerEpoch() {
        return loader.batches();
    }

    /** What the network answers, and by which losses it learns it. */
    public List<Output> outputs() {
        return objectives.stream().map(Objective::output).toList();
    }

    /** What the run has come to: weights, optimizer, best model, history. To be read and restored between epochs. */
    public TrainingState state() {
        return state;
    }

    /**
     * Ends the run after the step at hand. The epoch that is under way goes on where the run does, if it is kept; what
     * has not begun never will.
     */
    public void stop() {
        life.stop();
        loader.stop();
        if (validation != null) {
            validation.stop();
        }
    }

    /** Whether a thread is one that the run needs to come to its end, and so must not wait for it. */
    public boolean owns(Thread thread) {
        return loader.owns(thread) || validation != null && validation.owns(thread);
    }

    /**
     * Trains until all epochs are done, validation no longer improves, {@link #stop} is called or the thread is
     * interrupted. An exception of a listener ends the run as well, as the cause of a
     * {@link cnn.api.ComponentException}. Once.
     *
     * @param afterEpoch called after each epoch, before the listeners are told: to save a checkpoint
     * @throws DivergedException where the loss or a weight is no longer a number, or no validation loss was; best model
     *             and history are those of the last complete epoch
     * @throws IllegalStateException where it has been trained, stopped or closed, or is being trained
     */
    public End train(Runnable afterEpoch) {
        return train(afterEpoch, () -> {
        });
    }

    /**
     * As {@link #train(Runnable)}, keeping what an epoch has come to before it is complete.
     *
     * @param withinEpoch called between two steps of an epoch where {@link TrainConfig#checkpoint} says so, and where the
     *            run is stopped there: to save a checkpoint
     */
    public End train(Runnable afterEpoch, Runnable withinEpoch) {
        life.begin();
        try {
            return trainAll(afterEpoch, withinEpoch);
        } finally {
            closeLoaders();
            life.end();
        }
    }

    private End trainAll(Runnable afterEpoch, Runnable withinEpoch) {
        long start = System.nanoTime();
        int batches = loader.batches();
        Run run = new WatchedRun(name, seed, network, data, config.epochs(), state.epoch() + 1, batches,
                state.running().batch(), engine, monitor.key(), this::stop);
        listeners.started(run);
        step.session().weightsChanged();
        if (averaged != null && state.steps() == 0) {
            averaged.start();
        }
        keeping.kept(state.steps());
        Reason reason = Reason.COMPLETED;
        while (state.epoch() < config.epochs() && reason == Reason.COMPLETED) {
            if (shouldStopEarly()) {
                reason = Reason.EARLY_STOP;
            } else if (!trainEpoch(run, state.epoch() + 1, withinEpoch)) {
                reason = Reason.INTERRUPTED;
            } else {
                afterEpoch.run();
                keeping.kept(state.steps());
                listeners.epochEnded(run, state.history().epochs().getLast());
            }
        }
        if (reason != Reason.INTERRUPTED && state.bestEpoch() == 0) {
            throw DivergedException.neverValid(state.epoch());
        }
        if (reason != Reason.INTERRUPTED && state.lacksMonitored(monitor)) {
            Log.of(Trainer.class).warn("The metric '" + config.monitor() + "' that is monitored was no number in any "
                    + "epoch: the best one was chosen by the loss. Monitor another, or give it examples that it counts.");
        }
        End end = new End(reason, state.epoch(), state.bestEpoch(), (System.nanoTime() - start) * 1e-9);
        listeners.ended(run, end);
        return end;
    }

    private boolean shouldStopEarly() {
        EarlyStopping stopping = config.earlyStopping();
        return stopping != null && state.epoch() - state.bestEpoch() >= stopping.patience() && state.epoch() > 0;
    }

    /** Trains one epoch, or what is left of it; false where it was stopped. */
    private boolean trainEpoch(Run run, int epoch, Runnable withinEpoch) {
        enter(epoch);
        if (state.step() > 0) {
            progress.goOn();
        } else {
            progress.start(epoch);
            step.objectives().start();
        }
        loader.start(epoch, true, progress.step());
        int last = 0;
        for (Batch batch = loader.take(); batch != null; batch = loader.take()) {
            if (isStopped()) {
                return interrupted(withinEpoch);
            }
            learn(batch);
            last = batch.size;
            loader.release();
            if (progress.step() < loader.batches() && keeping.isDue(state.steps())) {
                keep(withinEpoch);
            }
            listeners.stepped(run, progress);
        }
        if (isStopped()) {
            return interrupted(withinEpoch);
        }
        String flaw = state.firstNotFinite();
        if (flaw == null && validation == null && last > 0) { // finite weights can still overflow: validation would see it
            flaw = step.firstScoreNotFinite();
        }
        if (flaw != null) {
            throw DivergedException.numbers(flaw, epoch, lastRate(), state.bestEpoch() > 0);
        }
        double trained = progress.nanos() * 1e-9;
        double dataWait = progress.dataWait();
        Scores train = new Scores(progress.loss(), step.objectives().values(progress.accuracy(), data.train().size()));
        Scores validated = validation == null ? null : validation.evaluate();
        Scores raw = null;
        if (averaged != null && !isStopped()
                && !averaged.isTheWeights(state.steps(), loader.batches(), totalSteps())) {
            raw = validated;
            averaged.settle(engine.workers());
            validated = measureAverage(averaged, epoch);
        }
        if (validation != null && validated == null || isStopped()) {
            return interrupted(withinEpoch);
        }
        EarlyStopping stopping = config.earlyStopping();
        boolean best = state.isBest(train, validated, monitor, stopping == null ? 0 : stopping.minChange());
        state.finishEpoch(new EpochReport(epoch, state.steps(), lastRate(), train, validated,
                progress.nanos() * 1e-9, data.train().size() / trained, dataWait, best, raw));
        return true;
    }

    /** Keeps the steps that have been taken of an epoch which is to go on later. */
    private boolean interrupted(Runnable withinEpoch) {
        if (state.step() > 0) {
            keep(withinEpoch);
        }
        return false;
    }

    /** A checkpoint with a number that is none could not be gone on from. */
    private void keep(Runnable withinEpoch) {
        String flaw = state.firstNotFinite();
        if (flaw != null) {
            throw DivergedException.numbers(flaw, progress.epoch(), lastRate(), state.bestEpoch() > 0);
        }
        withinEpoch.run();
        keeping.kept(state.steps());
    }

    /** The learning rate of a step, the first of the run being 0. */
    private double rate(long number) {
        return rates.at(number, loader.batches(), totalSteps(), past);
    }

    private long totalSteps() {
        return (long) config.epochs() * loader.batches();
    }

    private double lastRate() {
        return rate(state.steps() - 1);
    }

    private void learn(Batch batch) {
        long number = state.steps();
        double rate = rate(number);
        double loss = step.learn(batch.images, batch.targets, batch.size, number + 1, rate,
                Rng.key(Rng.key(seed, STEPS), number));
        if (!Double.isFinite(loss)) {
            throw new DivergedException(loss / batch.size, progress.epoch(), number + 1, rate, state.bestEpoch() > 0);
        }
        progress.add(batch.size, loss, step.correct(), loader.waited());
        state.stepDone();
        if (averaged != null) {
            averaged.follow(state.steps(), loader.batches(), totalSteps(), engine.workers());
        }
    }

    /** The average in the place of the weights, with statistics of its own; null without validation, or where stopped. */
    private @Nullable Scores measureAverage(AveragedWeights average, int epoch) {
        average.exchange();
        step.session().weightsChanged();
        try {
            boolean whole = !average.renewsStatistics() || renewStatistics(epoch);
            return whole && validation != null ? validation.evaluate() : null;
        } finally {
            average.exchange();
            step.session().weightsChanged();
        }
    }

    /** Finds running means and variances anew from the epoch's batches; false where it was stopped. */
    private boolean renewStatistics(int epoch) {
        loader.start(epoch, true, 0);
        int number = 0;
        for (Batch batch = loader.take(); batch != null && !isStopped(); batch = loader.take()) {
            number = step.renewStatistics(batch.images, batch.size, Rng.key(Rng.key(seed, STATISTICS), number), number);
            loader.release();
        }
        return !isStopped();
    }

    private boolean isStopped() {
        return life.isStopped() || Thread.currentThread().isInterrupted();
    }

    /**
     * Stops training, if it is under way, and waits for its end; from within a listener, a data set or an augmenter it
     * returns at once, and training ends after the step at hand. Not for ever: what does not end is logged.
     */
    @Override
    public void close() {
        stop();
        if (!life.close(owns(Thread.currentThread()) ? Duration.ZERO : PATIENCE)
                && !owns(Thread.currentThread())) {
            Log.of(Trainer.class).warn("Training did not end within " + PATIENCE.toSeconds()
                    + " s of being closed. It ends when its listeners and its data return.");
        }
    }

    private void closeLoaders() {
        loader.close();
        if (validation != null) {
            validation.close();
        }
    }
}
