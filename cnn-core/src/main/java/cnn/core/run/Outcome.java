package cnn.core.run;

import cnn.api.train.TrainingListener.End;
import cnn.core.evaluate.Evaluation;
import cnn.core.model.Model;
import cnn.core.train.History;
import org.jspecify.annotations.Nullable;

/**
 * What training brought.
 *
 * @param model the best epoch's model
 * @param history what each epoch brought
 * @param end how it ended
 * @param test how good the model is on images that training never saw; null where the data has none or the run was
 *            stopped
 */
public record Outcome(Model model, History history, End end, @Nullable Evaluation test) {
}
