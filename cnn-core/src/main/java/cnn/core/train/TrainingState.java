package cnn.core.train;

import cnn.api.train.Schedule;
import cnn.api.train.TrainingListener.EpochReport;
import cnn.api.train.TrainingListener.Scores;
import cnn.core.network.Weights;
import cnn.core.pipeline.Monitor;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run has come to, after an epoch or within one, and all that is needed to go on from there: there is no other
 * state, since chance is derived from seed, epoch and step.
 */
public final class TrainingState {
    private final Weights weights;
    private final Weights best;
    private History history = new History(List.of());
    private long steps;
    private int bestEpoch;
    private final @Nullable AveragedWeights averaged;
    private Map<String, float[]> optimizerSlots;
    private EpochUnderWay running;
    private IntConsumer entering = epoch -> {
    };

    TrainingState(Weights weights, Map<String, float[]> optimizerSlots, EpochUnderWay running) {
        this(weights, null, optimizerSlots, running);
    }

    TrainingState(Weights weights, @Nullable AveragedWeights averaged, Map<String, float[]> optimizerSlots,
            EpochUnderWay running) {
        this.weights = weights;
        this.averaged = averaged;
        this.optimizerSlots = optimizerSlots;
        this.best = weights.copy();
        this.running = running;
    }

    /** Tells someone of every epoch that a checkpoint is restored to, who may then {@link #use} what there is for it. */
    void entering(IntConsumer listener) {
        entering = listener;
    }

    /** Comes to the epoch in which, or behind which, a checkpoint was written, before anything of it is restored. */
    void enter(int epoch) {
        entering.accept(epoch);
    }

    /** Where more of the network learns from now on: what the optimizer keeps and what is counted. */
    void use(Map<String, float[]> newSlots, EpochUnderWay newRunning) {
        optimizerSlots = newSlots;
        running = newRunning;
    }

    /** What is counted over the epoch that is under way. */
    EpochUnderWay running() {
        return running;
    }

    /** Steps of the epoch that is under way; 0 between epochs. */
    public int step() {
        return running.progress().step();
    }

    /** The weights as training left them. */
    public Weights weights() {
        return weights;
    }

    /** Their average, which the model has; null where it has the weights themselves. */
    @Nullable
    Weights average() {
        return averaged == null ? null : averaged.weights();
    }

    /** The optimizer's buffers by parameter name and number. */
    public Map<String, float[]> optimizerSlots() {
        return optimizerSlots;
    }

    /** The weights of the best epoch. */
    public Weights best() {
        return best;
    }

    /** Number of the best epoch, 0 before the first. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** Complete epochs. */
    public int epoch() {
        return history.epochs().size();
    }

    /** Optimizer steps taken. */
    public long steps() {
        return steps;
    }

    /** What each epoch brought. */
    public History history() {
        return history;
    }

    /**
     * Puts a run where another one was after an epoch. The weights, best weights and optimizer buffers are filled by the caller.
     *
     * @param pastSteps steps taken
     * @param pastBest number of the best epoch
     */
    public void restore(History past, long pastSteps, int pastBest) {
        history = past;
        steps = pastSteps;
        bestEpoch = pastBest;
    }

    /** The first number of weights or optimizer that is none, in words; null where all are finite. */
    @Nullable
    String firstNotFinite() {
        String flaw = weights.firstNotFinite();
        for (Map.Entry<String, float[]> slot : optimizerSlots.entrySet()) {
            int index = flaw != null ? -1 : Weights.indexOfNotFinite(slot.getValue(), 0, slot.getValue().length);
            if (index >= 0) {
                flaw = "the optimizer's buffer '" + slot.getKey() + "' has " + slot.getValue()[index] + " at index "
                        + index;
            }
        }
        return flaw;
    }

    void stepDone() {
        steps++;
    }

    void finishEpoch(EpochReport report) {
        history = history.and(report);
        running.progress().end();
        if (report.best()) {
            bestEpoch = report.epoch();
            best.copyFrom(averaged == null ? weights : averaged.weights());
        }
    }

    /**
     * Whether an epoch with these scores beats all before it by what is monitored; ties go by loss. Any number beats what is
     * none, and an epoch whose loss is no number is never the best.
     *
     * @param minChange how much better it must be to count
     */
    boolean isBest(Scores train, @Nullable Scores validation, Monitor monitor, double minChange) {
        Scores now = validation == null ? train : validation;
        if (!Double.isFinite(now.loss())) {
            return false;
        }
        if (bestEpoch == 0) {
            return true;
        }
        EpochReport champion = history.epochs().get(bestEpoch - 1);
        Scores before = champion.validation() == null ? champion.train() : champion.validation();
        double is = monitor.value(now);
        double was = monitor.value(before);
        if (is == was || Double.isNaN(is) && Double.isNaN(was)) {
            return !(now.loss() >= before.loss());
        }
        if (Double.isNaN(is) || Double.isNaN(was)) {
            return Double.isNaN(was);
        }
        double change = is - was;
        double gain = monitor.higherIsBetter() ? change : -change;
        return gain > minChange;
    }

    /** Whether what is monitored is no number in the best epoch, and so in none. */
    boolean lacksMonitored(Monitor monitor) {
        EpochReport champion = history.epochs().get(bestEpoch - 1);
        return Double.isNaN(monitor.value(champion.validation() == null ? champion.train() : champion.validation()));
    }

    /** The epochs so far, as a schedule sees them. */
    Schedule.Past past(Monitor monitor) {
        return new LearningRate.Monitored(() -> history.epochs(), monitor::value, monitor.higherIsBetter());
    }
}
