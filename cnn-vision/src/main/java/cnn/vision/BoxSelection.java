package cnn.vision;

import cnn.api.Shape;
import cnn.api.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * ONNX's operator NonMaxSuppression, for graphs that end before it: which boxes of a batch are kept, as indices. Boxes are
 * N×B×4, scores N×C×B, and each class of each example is looked at by itself.
 *
 * <p>Source: ONNX, operator NonMaxSuppression, versions 10 and 11.
 *
 * @param mostPerClass boxes that are kept of a class; 0 keeps none, as the operator has it where nothing is said
 * @param overlap intersection over union that a kept box may have with a better one, in [0, 1]
 * @param score what a box's score must exceed; −∞ for any
 * @param centred whether a box is (x, y, width, height) around its centre instead of (y, x, y, x) of opposite corners
 */
public record BoxSelection(int mostPerClass, float overlap, float score, boolean centred) {
    public BoxSelection {
        if (mostPerClass < 0 || !(overlap >= 0 && overlap <= 1) || Float.isNaN(score)) {
            throw new IllegalArgumentException(
                    "A selection needs a number of boxes from 0 on, an overlap from 0 to 1 and a "
                            + "score, but was given " + mostPerClass + ", " + overlap + " and " + score
                            + ". Use for example 100, 0.5 and 0.25.");
        }
    }

    /** Corners, boxes of any score. */
    public static BoxSelection of(int mostPerClass, double overlap) {
        return new BoxSelection(mostPerClass, (float) overlap, Float.NEGATIVE_INFINITY, false);
    }

    /** Keeps boxes whose score exceeds this. */
    public BoxSelection score(double least) {
        return new BoxSelection(mostPerClass, overlap, (float) least, centred);
    }

    /** Takes boxes as centre and lengths. */
    public BoxSelection centres() {
        return new BoxSelection(mostPerClass, overlap, score, true);
    }

    /**
     * One of the boxes that are kept.
     *
     * @param example its place in the batch
     * @param label its class
     * @param box its place among the example's boxes
     */
    public record Selected(int example, int label, int box) {
    }

    /**
     * The boxes that are kept: by example, then class, then from the highest score down.
     *
     * @param boxes N×B×4
     * @param scores N×C×B
     * @throws IllegalArgumentException where these do not fit each other
     */
    public List<Selected> select(Tensor boxes, Tensor scores) {
        Shape places = boxes.shape();
        Shape sure = scores.shape();
        if (places.rank() != 3 || sure.rank() != 3 || places.dim(2) != 4 || places.dim(0) != sure.dim(0)
                || places.dim(1) != sure.dim(2)) {
            throw new IllegalArgumentException(
                    "Boxes " + places + " and scores " + sure + " do not fit. Give (N, B, 4) and "
                            + "(N, C, B), with the same numbers of examples and boxes.");
        }
        NonMaximumSuppression suppression = NonMaximumSuppression.of().overlap(overlap).score(score)
                .most(Math.max(1, mostPerClass));
        List<Selected> all = new ArrayList<>();
        for (int example = 0; example < places.dim(0) && mostPerClass > 0; example++) {
            for (int label = 0; label < sure.dim(1); label++) {
                List<Detection> found = new ArrayList<>();
                for (int box = 0; box < places.dim(1); box++) {
                    // the index tells the boxes apart; classes are looked at one by one anyway
                    found.add(new Detection(box(boxes.data(), 4 * (example * places.dim(1) + box)), "", box,
                            scores.data()[(example * sure.dim(1) + label) * sure.dim(2) + box]));
                }
                for (Detection kept : suppression.acrossAllClasses().apply(found)) {
                    all.add(new Selected(example, label, kept.index()));
                }
            }
        }
        return List.copyOf(all);
    }

    private Box box(float[] numbers, int at) {
        return centred
                ? Box.ofCentre(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3])
                : Box.spanning(numbers[at + 1], numbers[at], numbers[at + 3], numbers[at + 2]);
    }
}
