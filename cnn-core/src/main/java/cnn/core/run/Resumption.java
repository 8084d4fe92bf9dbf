package cnn.core.run;

import cnn.core.pipeline.TrainConfig;
import cnn.core.text.Count;
import cnn.core.train.Checkpoint;
import cnn.core.train.LearningRate;
import cnn.core.train.Trainer;
import cnn.core.train.TrainingState;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a run where a checkpoint was written, and tells what one should know of how it goes on.
 *
 * @param config how the run trains
 * @param lineage what it follows from, which must be what the checkpoint's does
 */
record Resumption(TrainConfig config, Trainer trainer, Lineage lineage, Consumer<String> notes) {
    /** Goes on from a checkpoint; {@code origin} is what this run follows from. */
    void from(Path checkpoint, Map<String, String> origin) {
        TrainingState state = trainer.state();
        int[] epochsThen = {0};
        Checkpoint.restore(state, checkpoint, then -> epochsThen[0] = lineage.check(then, origin, checkpoint, notes));
        int epochs = config.epochs();
        int begun = state.epoch() + (state.step() > 0 ? 1 : 0);
        if (begun > epochs) {
            throw new IllegalArgumentException("'" + checkpoint + "' has " + Count.of(begun, "epoch")
                    + ", more than the " + epochs + " that train.epochs asks for. Ask for more than " + state.epoch()
                    + " to go on, or leave out --resume to start anew.");
        }
        if (state.step() > 0) {
            notes.accept("Going on within an epoch: " + steps(trainer) + " were done.");
        }
        if (state.epoch() == epochs) {
            notes.accept("This run is complete: "
                    + (epochs == 1 ? "its 1 epoch is" : "all of its " + epochs + " epochs are")
                    + " done. Ask for more with "
                    + "train.epochs to go on.");
        } else if (epochsThen[0] > 0 && epochsThen[0] != epochs) {
            tellOfJump(state, epochsThen[0], epochs);
        }
    }

    /** How far a run has come within an epoch. */
    static String steps(Trainer trainer) {
        TrainingState state = trainer.state();
        return state.step() + " of " + Count.of(trainer.stepsPerEpoch(), "step") + " of epoch " + (state.epoch() + 1);
    }

    /** A schedule that spans the run gives other rates where the run is longer than it was to be. */
    private void tellOfJump(TrainingState state, int epochsThen, int epochs) {
        LearningRate rates = new LearningRate(config.optimizer(), config.schedule());
        long perEpoch = trainer.stepsPerEpoch();
        long done = state.steps() - 1;
        double was = rates.factor(done, perEpoch, epochsThen * perEpoch);
        if (was != rates.factor(done, perEpoch, epochs * perEpoch)) {
            double next = rates.at(done + 1, perEpoch, epochs * perEpoch);
            notes.accept("The schedule spans the whole run, and train.epochs was " + epochsThen + ", now " + epochs
                    + ": the learning rate jumps from " + rates.at(done, perEpoch, epochsThen * perEpoch) + " to "
                    + next
                    + ", and the result is not that of a run of " + Count.of(epochs, "epoch") + ".");
        }
    }
}
