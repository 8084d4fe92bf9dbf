package cnn.vision;

import cnn.api.Tensor;
import java.util.List;

/**
 * The output of YOLO v8, and of v9 and 11, which end like it: (4 + C)×N, a column for each candidate: centre x and y, width, height in
 * pixels of the network's input, and a score for each class, of which the best counts.
 *
 * <p>Source: Jocher et al., Ultralytics YOLOv8, export format of 2023.
 *
 * @param classes their names, in the network's order
 * @param threshold what a score must exceed, in [0, 1]
 */
public record YoloV8(List<String> classes, double threshold) {
    private static final int BEFORE = 4;

    public YoloV8 {
        classes = Candidates.classes(classes, threshold);
    }

    /** Scores above 0.25. */
    public static YoloV8 of(List<String> classes) {
        return new YoloV8(classes, 0.25);
    }

    /**
     * What the network has found, doubles included, in pixels of its input.
     *
     * @param output (4 + C, N) or (1, 4 + C, N)
     * @throws IllegalArgumentException where it has another shape, or a score is no number
     */
    public List<Detection> decode(Tensor output) {
        int[] dims = Candidates.ofOne(output);
        int rows = BEFORE + classes.size();
        if (dims.length != 2 || dims[0] != rows) {
            throw Candidates.unfit("YOLO v8", output.shape(), "(" + rows + ", N)", classes.size());
        }
        float[] numbers = output.data();
        int count = dims[1];
        Candidates candidates = new Candidates(classes, threshold);
        for (int column = 0; column < count; column++) {
            int best = Candidates.best(numbers, BEFORE * count + column, count, classes.size());
            float score = numbers[best];
            if (candidates.isEnough(score)) {
                candidates.add(Box.ofCentre(numbers[column], numbers[count + column], numbers[2 * count + column],
                        numbers[3 * count + column]), best / count - BEFORE, score);
            }
        }
        return candidates.all();
    }
}
