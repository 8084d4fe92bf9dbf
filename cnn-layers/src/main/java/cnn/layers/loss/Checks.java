package cnn.layers.loss;

import cnn.api.Shape;
import java.util.List;

/** What the losses' configurations and shapes have in common. */
final class Checks {
    /** Beyond these a float's gradient would vanish or overflow. */
    private static final double LEAST = 1e-6;
    private static final double MOST = 1e6;

    private Checks() {
    }

    /** Weights are numbers from 10⁻⁶ to 10⁶. */
    static void weights(String loss, String of, List<Double> weights, String remedy) {
        for (int i = 0; i < weights.size(); i++) {
            double weight = weights.get(i);
            if (!(weight >= LEAST && weight <= MOST)) {
                throw new IllegalArgumentException(loss + " " + of + " weight " + (i + 1) + " of " + weights.size()
                        + " is " + weight + " but must be from 1.0E-6 to 1000000. " + remedy);
            }
        }
    }

    /** A weight for each class that has something to be told apart by. */
    static void classWeights(String loss, List<Double> weights) {
        weights(loss, "class", weights,
                "Give 1 for a class that counts as it is, more for a rare one, and leave a class "
                        + "that is not wanted out of the data.");
    }

    /** A number must be in a range that says what it is for. */
    static void inRange(String what, double value, double least, double most, String remedy) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    what + " is " + value + " but must be from " + text(least) + " to " + text(most) + ". " + remedy);
        }
    }

    private static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** One score for each class. */
    static void scoreForEachClass(String id, Shape scores, Shape targets) {
        scoreForEach(id, "class", "classes", scores, targets);
        if (scores.size() < 2) {
            throw new IllegalArgumentException(
                    "The loss " + id + " needs at least 2 classes to tell apart but the data "
                            + "has 1. Add a second class, or use the loss mean-squared-error.");
        }
    }

    /** One score for each label. */
    static void scoreForEachLabel(String id, Shape scores, Shape targets) {
        scoreForEach(id, "label", "labels", scores, targets);
    }

    private static void scoreForEach(String id, String one, String many, Shape scores, Shape targets) {
        if (scores.rank() != 1) {
            throw new IllegalArgumentException("The loss " + id + " takes one score for each " + one
                    + ", a shape such as " + targets + ", but the network ends in " + scores
                    + ". Put flatten and dense layers at its end.");
        }
        if (!scores.equals(targets)) {
            throw new IllegalArgumentException("The network ends in " + count(scores, "score", "scores")
                    + " but the data has " + count(targets, one, many) + ". Give the last dense layer "
                    + count(targets, "unit", "units") + ".");
        }
    }

    private static String count(Shape numbers, String one, String many) {
        return numbers.size() + " " + (numbers.size() == 1 ? one : many);
    }

    /** As many weights as classes, or none. */
    static void weightForEachClass(String id, List<Double> weights, Shape targets) {
        if (!weights.isEmpty() && weights.size() != targets.size()) {
            throw new IllegalArgumentException("The loss " + id + " has " + weights.size() + " class weights, "
                    + weights
                    + ", but the data has " + targets.size() + " classes. Give one weight for each class, in the order "
                    + "of the classes, or leave class-weights out.");
        }
    }

    /** Numbers compared one by one. */
    static void sameShape(String id, Shape scores, Shape targets) {
        if (!scores.equals(targets)) {
            throw new IllegalArgumentException("The loss " + id
                    + " compares numbers one by one, but the network ends in "
                    + scores + " and the targets are " + targets + ". End the network in a layer that gives " + targets
                    + ".");
        }
    }
}
