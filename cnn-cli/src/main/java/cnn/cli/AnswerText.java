package cnn.cli;

import cnn.core.model.Prediction;
import cnn.core.model.Prediction.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prediction as a line for people and as a map for programs.
 *
 * @param top how many classes, or labels that are not predicted, to tell
 * @param threshold probability from which on one of several labels is predicted
 */
record AnswerText(int top, double threshold) {
    /** {@code circle 99.10 %  (square 0.60 %, triangle 0.30 %)}, {@code red 98.00 %, big 71.20 %} or {@code x 0.4312}; of several outputs each behind its name. */
    String line(Prediction prediction) {
        if (!prediction.outputs().isEmpty()) {
            return prediction.outputs().entrySet().stream().map(part -> part.getKey() + ": " + line(part.getValue()))
                    .collect(Collectors.joining("; "));
        }
        return switch (prediction.target().kind()) {
            case CLASS, SOFT_LABEL -> classes(prediction.ranking());
            case LABELS -> labels(prediction);
            case NUMBERS -> prediction.values().entrySet().stream()
                    .map(number -> number.getKey() + " " + Text.loss(number.getValue()))
                    .collect(Collectors.joining(", "));
        };
    }

    private String classes(List<Candidate> ranking) {
        String others = text(ranking.subList(1, Math.clamp(top, 1, ranking.size())));
        return text(ranking.subList(0, 1)) + (others.isEmpty() ? "" : "  (" + others + ")");
    }

    private String labels(Prediction prediction) {
        List<Candidate> ranking = prediction.ranking();
        int predicted = prediction.labels(threshold).size();
        String others = text(ranking.subList(predicted, Math.min(ranking.size(), predicted + top)));
        return (predicted == 0 ? "no label" : text(ranking.subList(0, predicted)))
                + (others.isEmpty() ? "" : "  (" + others + ")");
    }

    private static String text(List<Candidate> candidates) {
        return candidates.stream().map(one -> one.label() + " " + Text.percent(one.probability()))
                .collect(Collectors.joining(", "));
    }

    /** As a program reads it. */
    Map<String, Object> json(Prediction prediction) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (!prediction.outputs().isEmpty()) {
            prediction.outputs().forEach((name, part) -> object.put(name, json(part)));
            return Map.of("outputs", object);
        }
        switch (prediction.target().kind()) {
            case CLASS, SOFT_LABEL -> {
                object.put("label", prediction.label());
                object.put("probability", prediction.probability());
                object.put("top", prediction.ranking().stream().limit(top).map(AnswerText::json).toList());
            }
            case LABELS -> {
                object.put("labels", prediction.labels(threshold).stream().map(Candidate::label).toList());
                object.put("threshold", threshold);
                object.put("probabilities", prediction.values());
            }
            case NUMBERS -> object.put("values", prediction.values());
        }
        return object;
    }

    private static Map<String, Object> json(Candidate candidate) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("label", candidate.label());
        one.put("probability", candidate.probability());
        return one;
    }
}
