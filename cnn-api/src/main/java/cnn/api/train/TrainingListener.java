package cnn.api.train;

import cnn.api.Default;
import cnn.api.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches training runs. Called on the training thread of each run, in order; what it does slows training, and an exception
 * it throws ends the run: it is thrown on as the cause of a {@link cnn.api.ComponentException} that names the listener. What
 * it is handed is made by the framework alone and may come to tell more.
 */
public interface TrainingListener {
    /** Before the first step, or the first one after a resume. */
    default void started(Run run) {
    }

    /** After every optimizer step. The progress object is reused: read it, do not keep it. */
    default void stepped(Run run, Progress progress) {
    }

    /** After every epoch, its evaluation and its checkpoint. */
    default void epochEnded(Run run, EpochReport report) {
    }

    /** After the last epoch, or after an early stop or interruption. */
    default void ended(Run run, End end) {
    }

    /** A run that is being trained: the same object from its start to its end. */
    interface Run {
        /** What the pipeline is called. */
        String name();

        /** Where all chance comes from. */
        long seed();

        /** Shape of one image. */
        Shape input();

        /** Trained numbers. */
        long parameters();

        /** Images seen in one epoch. */
        int trainExamples();

        /** Images held back for validation, 0 for none. */
        int validationExamples();

        /** Epochs asked for. */
        int epochs();

        /** The epoch that came first, from 1; more than 1 after a resume. */
        int firstEpoch();

        /** Optimizer steps in an epoch. */
        int stepsPerEpoch();

        /** Examples in a step. */
        int batch();

        /** Threads that compute. */
        int threads();

        /** Kernel set in use. */
        String kernels();

        /** What makes an epoch the best: {@code loss}, or a metric by its name among {@link Scores#metrics}. */
        String monitor();

        /**
         * Ends training after the step at hand, from any thread: the epoch that is under way does not count, and what the
         * last complete one brought is kept. The run ends as {@link Reason#INTERRUPTED}.
         */
        void stop();
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
     * @param validation loss and metrics on the validation images, of the weights that the model would have; null where
     *            there are no such images
     * @param seconds time it took, evaluation included
     * @param imagesPerSecond training images per second, evaluation excluded
     * @param dataWait share of that time in which the network waited for data, in [0, 1]
     * @param best whether the model is the best so far
     * @param raw where the model would have an average of the weights, loss and metrics of the weights themselves on the
     *            validation images; null elsewhere
     */
    record EpochReport(int epoch, long steps, double learningRate, Scores train, @Nullable Scores validation,
            double seconds, double imagesPerSecond, @Default("0") double dataWait, boolean best,
            @Nullable Scores raw) {
        /** An epoch whose model would have the weights themselves. */
        public EpochReport(int epoch, long steps, double learningRate, Scores train, @Nullable Scores validation,
                double seconds, double imagesPerSecond, double dataWait, boolean best) {
            this(epoch, steps, learningRate, train, validation, seconds, imagesPerSecond, dataWait, best, null);
        }
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
