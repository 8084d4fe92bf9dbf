package cnn.core.tune;

import cnn.api.train.TrainingListener;
import cnn.core.pipeline.Monitor;
import cnn.core.train.History;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Ends a trial where it has the epochs that it is to have for now, or is given up. It looks before the first step as well: one that
 * was killed between its last checkpoint and the ledger is not trained further than it would have been.
 */
final class TrialWatch implements TrainingListener {
    private final Monitor monitor;
    private final int epochs;
    private final int wholeEpochs;
    private final Predicate<List<Double>> givesUp;
    private Supplier<History> history = () -> new History(List.of());
    private boolean started;
    private boolean halted;

    /**
     * Watches a trial.
     *
     * @param epochs that it is to have for now
     * @param wholeEpochs that it has at its end
     * @param givesUp whether one with this curve is given up
     */
    TrialWatch(Monitor monitor, int epochs, int wholeEpochs,
            Predicate<List<Double>> givesUp) {
        this.monitor = monitor;
        this.epochs = epochs;
        this.wholeEpochs = wholeEpochs;
        this.givesUp = givesUp;
    }

    /** Where the epochs so far are found. */
    void watch(Supplier<History> of) {
        history = of;
    }

    /** What each epoch brought. */
    List<Double> curve() {
        return history.get().epochs().stream()
                .map(epoch -> epoch.validation() == null ? Double.NaN : monitor.value(epoch.validation())).toList();
    }

    /** Whether training began: what is wrong before is the folder's fault, not the setting's. */
    boolean started() {
        return started;
    }

    /** Whether it ended since it had its epochs, or was given up. */
    boolean halted() {
        return halted;
    }

    @Override
    public void started(Run run) {
        started = true;
        look(run);
    }

    @Override
    public void epochEnded(Run run, EpochReport report) {
        look(run);
    }

    private void look(Run run) {
        List<Double> curve = curve();
        if (!curve.isEmpty() && curve.size() < wholeEpochs && (curve.size() >= epochs || givesUp.test(curve))) {
            halted = true;
            run.stop();
        }
    }
}
