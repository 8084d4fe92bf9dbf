package cnn.api.train;

import cnn.api.Default;
import cnn.api.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run. Called on the training thread, in order; what it does slows training, and an exception it throws ends
 * it: it is thrown on as the cause of a {@link cnn.api.ComponentException} that names the listener.
 */
public interface TrainingListener {
    /** Before the first step, or the first one after a resume. */
    default void started(Start start) {
    }

    /** After every optimizer step. The progress object is reused: read it, do not keep it. */
    default void stepped(Progress progress) {
    }

    /** After every epoch, its evaluation and its checkpoint. */
    default void epochEnded(EpochReport report) {
    }

    /** After the last epoch, or after an early stop or interruption. */
    default void ended(End end) {
    }

    /**
     * What is about to be trained.
     *
     * @param input shape of one image
     * @param parameters trained numbers
     * @param trainExamples images seen in one epoch
     * @param validationExamples images held back for validation, 0 for none
     * @param epochs epochs asked for
     * @param firstEpoch the epoch that comes next, from 1; more than 1 after a resume
     * @param stepsPerEpoch optimizer steps in an epoch
     * @param batch examples in a step
     * @param threads threads that compute
     * @param kernels kernel set in use
     */
    record Start(Shape input, long parameters, int trainExamples, int validationExamples, int epochs, int firstEpoch,
            int stepsPerEpoch, int batch, int threads, String kernels) {
    }

    /** Where training stands. */
    interface Progress {
        /** The running epoch, from 1. */
        int epoch();

        /** Steps done in this epoch. */
        int step();

        /** Mean loss of this epoch's examples so far. */
        double loss();

        /** Share of this epoch's examples classified correctly so far, in [0, 1]; NaN where targets are not classes. */
        double accuracy();

        /** Images per second in this epoch so far. */
        double imagesPerSecond();

        /** Share of this epoch's time that the network waited for data, in [0, 1]. */
        double dataWait();
    }

    /**
     * One epoch's outcome.
     *
     * @param epoch its number, from 1
     * @param steps optimizer steps done in the whole run
     * @param learningRate the learning rate of its last step
     * @param train loss and metrics on the training images, measured while they were learnt
     * @param validation loss and metrics on the validation images, or null where there are none
     * @param seconds time it took, evaluation included
     * @param imagesPerSecond training images per second, evaluation excluded
     * @param dataWait share of that time in which the network waited for data, in [0, 1]
     * @param best whether the model is the best so far
     */
    record EpochReport(int epoch, long steps, double learningRate, Scores train, @Nullable Scores validation,
            double seconds, double imagesPerSecond, @Default("0") double dataWait, boolean best) {
    }

    /**
     * Loss and metrics over a data set.
     *
     * @param loss mean loss of an example
     * @param metrics value by metric id; {@code accuracy} is always there where targets are classes
     */
    record Scores(double loss, Map<String, Double> metrics) {
        public Scores {
            metrics = Map.copyOf(metrics);
        }

        /** Share of examples classified correctly, in [0, 1]; NaN where targets are not classes. */
        public double accuracy() {
            return metrics.getOrDefault("accuracy", Double.NaN);
        }
    }

    /**
     * How a run ended.
     *
     * @param reason why it stopped
     * @param epochs epochs done
     * @param bestEpoch the epoch whose model was kept
     * @param seconds time of the whole run
     */
    record End(Reason reason, int epochs, int bestEpoch, double seconds) {
    }

    /** Why a run stopped. */
    enum Reason {
        /** All epochs were done. */
        COMPLETED,
        /** Validation no longer improved. */
        EARLY_STOP,
        /** It was asked to stop, for example by Ctrl-C. */
        INTERRUPTED
    }
}
