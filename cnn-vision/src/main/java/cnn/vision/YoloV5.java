package cnn.vision;

import cnn.api.Tensor;
import java.util.List;

/**
 * The output of YOLO v5, and of others that ended like it (v6, v7, YOLOX): N×(5 + C), a row for each candidate: centre x and y, width,
 * height in pixels of the network's input, how sure it is that something is there, and a score for each class. A candidate's
 * score is the product of the two for its best class.
 *
 * <p>Source: Jocher et al., YOLOv5, export format of 2020.
 *
 * @param classes their names, in the network's order
 * @param threshold what a score must exceed, in [0, 1]
 */
public record YoloV5(List<String> classes, double threshold) {
    private static final int BEFORE = 5;

    public YoloV5 {
        classes = Candidates.classes(classes, threshold);
    }

    /** Scores above 0.25. */
    public static YoloV5 of(List<String> classes) {
        return new YoloV5(classes, 0.25);
    }

    /**
     * What the network has found, doubles included, in pixels of its input.
     *
     * @param output (N, 5 + C) or (1, N, 5 + C)
     * @throws IllegalArgumentException where it has another shape, or a score is no number
     */
    public List<Detection> decode(Tensor output) {
        int[] dims = Candidates.ofOne(output);
        int width = BEFORE + classes.size();
        if (dims.length != 2 || dims[1] != width) {
            throw Candidates.unfit("YOLO v5", output.shape(), "(N, " + width + ")", classes.size());
        }
        float[] numbers = output.data();
        Candidates candidates = new Candidates(classes, threshold);
        for (int at = 0; at < numbers.length; at += width) {
            int best = Candidates.best(numbers, at + BEFORE, 1, classes.size());
            float score = numbers[at + 4] * numbers[best];
            if (candidates.isEnough(score)) {
                candidates.add(Box.ofCentre(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]),
                        best - at - BEFORE, score);
            }
        }
        return candidates.all();
    }
}
