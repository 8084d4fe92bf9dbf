package cnn.core.evaluate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well classes are told apart.
 *
 * @param loss mean loss of an image
 * @param topK for some k, the share of images whose class is among the k most probable, in [0, 1]
 * @param confusion what was taken for what
 * @param answers what was said to each image, in order
 * @param matching how the data's classes were matched to the model's
 */
public record ClassFigures(double loss, Map<Integer, Double> topK, ConfusionMatrix confusion, Answers answers,
        Evaluation.Matching matching) implements Figures {
    public ClassFigures {
        topK = Collections.unmodifiableMap(new TreeMap<>(topK));
    }

    @Override
    public int images() {
        return confusion.total();
    }

    /** Share of the images whose class is the most probable one, in [0, 1]. */
    public double accuracy() {
        return confusion.accuracy();
    }
}
