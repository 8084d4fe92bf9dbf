package cnn.core.model;

import cnn.core.engine.Engine;
import cnn.core.engine.Predictions;
import java.util.List;

/** Predictions from an image and its changed copies: the activations of their mean scores. Belongs to one thread at a time. */
final class AugmentedAnswers {
    private final AveragedScores averaged;
    private final float[] all;
    private final List<Part> parts;

    /** The scores of one of the model's outputs, and what makes predictions of them. */
    private record Part(float[] scores, Predictions predictions) {
    }

    AugmentedAnswers(Model model, TestAugmentation augmentation, Engine engine) {
        averaged = new AveragedScores(model, augmentation, engine);
        all = new float[model.network().output().size()];
        parts = model.outputs().stream().map(output -> {
            float[] scores = new float[output.target().width()];
            return new Part(scores, new Predictions(output.loss(), scores.length, engine, scores));
        }).toList();
    }

    /** Writes the predictions for an image of the model's input shape. */
    void of(float[] pixels, float[] numbers) {
        averaged.of(pixels, all, 0);
        int at = 0;
        for (Part part : parts) {
            int width = part.scores.length;
            System.arraycopy(all, at, part.scores, 0, width);
            System.arraycopy(part.predictions.of(1), 0, numbers, at, width);
            at += width;
        }
    }
}
