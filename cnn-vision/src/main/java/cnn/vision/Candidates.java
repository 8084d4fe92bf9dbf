package cnn.vision;

import cnn.api.Shape;
import cnn.api.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a head finds before doubles are dropped. */
final class Candidates {
    private final List<String> classes;
    private final double threshold;
    private final List<Detection> found = new ArrayList<>();

    Candidates(List<String> classes, double threshold) {
        this.classes = classes;
        this.threshold = threshold;
    }

    /** The classes of a head, checked. */
    static List<String> classes(List<String> names, double threshold) {
        if (names.isEmpty() || !(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "A head needs the names of its classes, and a threshold from 0 to 1, but was "
                            + "given " + names + " and " + threshold + ". Name them in the network's order.");
        }
        return List.copyOf(names);
    }

    /** One more, where its score exceeds the threshold; the box is asked for only then. */
    void add(Box box, int index, float score) {
        found.add(new Detection(box, classes.get(index), index, score));
    }

    /** Whether a score is worth a box. What is no number is, so that it does not pass unseen. */
    boolean isEnough(float score) {
        return !(score <= threshold);
    }

    /**
     * Where the highest of a candidate's scores lies, of equal ones the first; the first that is no number, so that it does not pass
     * unseen.
     *
     * @param step from one of its scores to the next
     */
    static int best(float[] numbers, int first, int step, int count) {
        int best = first;
        for (int at = first; at < first + count * step; at += step) {
            if (Float.isNaN(numbers[at])) {
                return at;
            }
            best = numbers[at] > numbers[best] ? at : best;
        }
        return best;
    }

    List<Detection> all() {
        return List.copyOf(found);
    }

    /** The tensor's lengths without a batch of one in front. */
    static int[] ofOne(Tensor tensor) {
        int[] dims = tensor.shape().dims();
        return dims.length > 2 && dims[0] == 1 ? Arrays.copyOfRange(dims, 1, dims.length) : dims;
    }

    static IllegalArgumentException unfit(String head, Shape given, String expected, int classes) {
        return new IllegalArgumentException("The output " + given + " is none of " + head + " for " + classes
                + (classes == 1 ? " class" : " classes") + ", which is " + expected + ", of one picture. Name as many "
                + "classes as the network knows, or take the head that it has.");
    }
}
