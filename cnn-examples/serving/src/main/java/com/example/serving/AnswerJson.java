package com.example.serving;

import cnn.core.model.Prediction;
import cnn.core.model.Prediction.Candidate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Predictions as JSON has them, in the words of {@code ./cnn predict --json}. */
final class AnswerJson {
    private static final double THRESHOLD = 0.5;

    private AnswerJson() {
    }

    /**
     * A class, labels or numbers; of several outputs each by its name.
     *
     * @param top classes that are listed, the most probable first
     */
    static Map<String, Object> of(Prediction prediction, int top) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (!prediction.outputs().isEmpty()) {
            prediction.outputs().forEach((name, part) -> object.put(name, of(part, top)));
            return Map.of("outputs", object);
        }
        switch (prediction.target().kind()) {
            case CLASS, SOFT_LABEL -> {
                object.put("label", prediction.label());
                object.put("probability", prediction.probability());
                object.put("top", prediction.ranking().stream().limit(top).map(AnswerJson::of).toList());
            }
            case LABELS -> {
                object.put("labels", prediction.labels(THRESHOLD).stream().map(Candidate::label).toList());
                object.put("threshold", THRESHOLD);
                object.put("probabilities", prediction.values());
            }
            case NUMBERS -> object.put("values", prediction.values());
        }
        return object;
    }

    private static Map<String, Object> of(Candidate candidate) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("label", candidate.label());
        one.put("probability", candidate.probability());
        return one;
    }
}
