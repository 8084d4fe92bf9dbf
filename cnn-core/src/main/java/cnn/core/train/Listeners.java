package cnn.core.train;

import cnn.api.train.TrainingListener;
import cnn.core.registry.Fault;
import java.util.List;

/** All who watch a run, as one. What one of them throws is told with its class, and ends the run. */
final class Listeners implements TrainingListener {
    private final List<TrainingListener> all;

    Listeners(List<TrainingListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void started(Run run) {
        for (TrainingListener listener : all) {
            try {
                listener.started(run);
            } catch (Throwable thrown) {
                throw fault(listener, "started", thrown);
            }
        }
    }

    @Override
    public void stepped(Run run, Progress progress) {
        for (int i = 0; i < all.size(); i++) { // in every step: no iterator
            try {
                all.get(i).stepped(run, progress);
            } catch (Throwable thrown) {
                throw fault(all.get(i), "stepped", thrown);
            }
        }
    }

    @Override
    public void epochEnded(Run run, EpochReport report) {
        for (TrainingListener listener : all) {
            try {
                listener.epochEnded(run, report);
            } catch (Throwable thrown) {
                throw fault(listener, "epochEnded", thrown);
            }
        }
    }

    @Override
    public void ended(Run run, End end) {
        for (TrainingListener listener : all) {
            try {
                listener.ended(run, end);
            } catch (Throwable thrown) {
                throw fault(listener, "ended", thrown);
            }
        }
    }

    private static RuntimeException fault(TrainingListener listener, String doing, Throwable thrown) {
        return Fault.of("The listener", listener, doing, thrown);
    }
}
