package cnn.core.model;

import java.util.List;

/**
 * A model's answer for one image.
 *
 * @param label the most probable class
 * @param probability how probable it is, in [0, 1]
 * @param ranking all classes, the most probable first
 */
public record Prediction(String label, double probability, List<Candidate> ranking) {
    public Prediction {
        ranking = List.copyOf(ranking);
    }

    /**
     * A class and its probability.
     *
     * @param label the class
     * @param probability in [0, 1]
     */
    public record Candidate(String label, double probability) {
    }
}
