package cnn.core.run;

import cnn.api.train.TrainingListener.End;
import cnn.core.evaluate.Evaluation;
import cnn.core.model.Model;
import cnn.core.train.History;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What training brought.
 *
 * @param best the best epoch's model; empty where the run was stopped before an epoch was complete
 * @param history what each epoch brought
 * @param end how it ended
 * @param test how good the model is on images that training never saw; null where the data has none or the run was
 *            stopped
 */
public record Outcome(Optional<Model> best, History history, End end, @Nullable Evaluation test) {
    /**
     * The best epoch's model.
     *
     * @throws IllegalStateException where there is none, since the run was stopped before an epoch was complete
     */
    public Model model() {
        return best.orElseThrow(() -> new IllegalStateException("There is no model: the run was stopped before an "
                + "epoch was complete. Look at best() first, or train longer."));
    }
}
