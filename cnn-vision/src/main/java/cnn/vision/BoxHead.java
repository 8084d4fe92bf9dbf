package cnn.vision;

import cnn.api.Tensor;
import java.util.List;

/**
 * Boxes and scores as ONNX's NonMaxSuppression takes them, which networks give that end before it: scores C×B, and boxes B×4 that stand
 * for all classes. Every class of a box whose score exceeds the threshold is a candidate.
 *
 * @param classes their names, in the network's order
 * @param format what the four numbers of a box are
 * @param width what numbers across are multiplied by: 1 where they are pixels of the network's input
 * @param height what numbers down are multiplied by
 * @param threshold what a score must exceed
 */
public record BoxHead(List<String> classes, Format format, float width, float height, double threshold) {
    /** What the four numbers of a box are. */
    public enum Format {
        /** Top, left, bottom, right, as ONNX and TensorFlow have it. */
        YXYX,
        /** Left, top, right, bottom, as PyTorch has it. */
        XYXY,
        /** Centre across and down, width, height. */
        CXCYWH
    }

    public BoxHead {
        classes = Candidates.classes(classes, 0);
        if (Double.isNaN(threshold) || !(width > 0 && height > 0)) {
            throw new IllegalArgumentException("A head of boxes needs a threshold, and lengths above 0 that boxes are "
                    + "shares of, but was given " + threshold + " and " + width + "×" + height
                    + ". Use 0.25, and 1×1 for boxes in pixels.");
        }
    }

    /** Corners in pixels as ONNX has them, scores above 0.25. */
    public static BoxHead of(List<String> classes) {
        return new BoxHead(classes, Format.YXYX, 1, 1, 0.25);
    }

    /** What the four numbers of a box are. */
    public BoxHead format(Format other) {
        return new BoxHead(classes, other, width, height, threshold);
    }

    /** For boxes that are shares of the network's input: its size in pixels. */
    public BoxHead scaled(int inputWidth, int inputHeight) {
        return new BoxHead(classes, format, inputWidth, inputHeight, threshold);
    }

    /** What a score must exceed; −∞ for any. */
    public BoxHead threshold(double least) {
        return new BoxHead(classes, format, width, height, least);
    }

    /**
     * What the network has found, doubles included, in pixels of its input: class by class, then in the boxes' order.
     *
     * @param scores (C, B) or (1, C, B)
     * @param boxes (B, 4) or (1, B, 4)
     * @throws IllegalArgumentException where they have other shapes, or a score is no number
     */
    public List<Detection> decode(Tensor scores, Tensor boxes) {
        int[] sure = Candidates.ofOne(scores);
        int[] places = Candidates.ofOne(boxes);
        if (places.length != 2 || places[1] != 4) {
            throw Candidates.unfit("boxes", boxes.shape(), "(B, 4)", classes.size());
        }
        int count = places[0];
        if (sure.length != 2 || sure[0] != classes.size() || sure[1] != count) {
            throw Candidates.unfit("the scores of " + count + " boxes", scores.shape(),
                    "(" + classes.size() + ", " + count + ")", classes.size());
        }
        Candidates candidates = new Candidates(classes, threshold);
        for (int i = 0; i < sure[0] * count; i++) {
            if (candidates.isEnough(scores.data()[i])) {
                candidates.add(box(boxes.data(), 4 * (i % count)), i / count, scores.data()[i]);
            }
        }
        return candidates.all();
    }

    private Box box(float[] numbers, int at) {
        float first = numbers[at];
        float second = numbers[at + 1];
        float third = numbers[at + 2];
        float fourth = numbers[at + 3];
        return switch (format) {
            case YXYX -> Box.spanning(second * width, first * height, fourth * width, third * height);
            case XYXY -> Box.spanning(first * width, second * height, third * width, fourth * height);
            case CXCYWH -> Box.ofCentre(first * width, second * height, third * width, fourth * height);
        };
    }
}
