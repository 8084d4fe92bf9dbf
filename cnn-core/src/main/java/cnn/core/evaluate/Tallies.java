package cnn.core.evaluate;

import cnn.api.data.DataSet;
import cnn.api.train.Loss;
import cnn.core.engine.Engine;
import cnn.core.engine.Scored;
import cnn.core.network.Weights;
import cnn.core.text.Count;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts over the batches of an evaluation, in the images' order. */
final class Tallies {
    private static final List<Integer> RANKS = List.of(1, 2, 3, 5);

    private final List<String> classes;
    private final Scored scored;
    private final int width;
    private final float[] scores;
    private final float[] targets;
    private final int[][] confusion;
    private final int[] ranks;
    private final Answers answers;
    private double lossSum;
    private int unscored;
    private int firstUnscored;

    /** Counts on scores that the network leaves in this array. */
    Tallies(List<String> classes, Loss loss, Engine engine, float[] scores, int images) {
        answers = new Answers(images, classes.size());
        this.classes = classes;
        this.scores = scores;
        width = classes.size();
        scored = new Scored(loss, width, engine, scores, new float[scores.length]);
        targets = new float[scores.length];
        confusion = new int[width][width];
        ranks = new int[width];
    }

    /** Adds a batch of images, the labels of which begin at {@code labels[from]}. */
    void add(int[] labels, int from, int images) {
        for (int i = 0; i < images; i++) {
            for (int c = 0; c < width; c++) {
                targets[i * width + c] = c == labels[from + i] ? 1 : 0;
            }
        }
        count(labels, from, images);
    }

    /** Adds a batch of images of which it is known how probable each class is; each label is the most probable one. */
    void add(TargetSlice shares, int[] labels, int from, int images) {
        for (int i = 0; i < images; i++) {
            shares.read(from + i, targets, i * width);
        }
        count(labels, from, images);
    }

    private void count(int[] labels, int from, int images) {
        int[] predicted = new int[images];
        for (int i = 0; i < images; i++) {
            if (Weights.indexOfNotFinite(scores, i * width, (i + 1) * width) >= 0) {
                firstUnscored = unscored++ == 0 ? from + i : firstUnscored;
                continue;
            }
            int best = 0;
            int rank = 0;
            float own = scores[i * width + labels[from + i]];
            for (int c = 0; c < width; c++) {
                float score = scores[i * width + c];
                best = score > scores[i * width + best] ? c : best;
                rank += score > own || score == own && c < labels[from + i] ? 1 : 0;
            }
            predicted[i] = best;
            confusion[labels[from + i]][best]++;
            ranks[rank]++;
        }
        float[] said = scored.with(images, targets).predictions();
        for (int i = 0; i < images; i++) {
            answers.add(labels[from + i], predicted[i], said, i * width, width);
        }
        lossSum += scored.loss();
    }

    /** What to say where images have scores that are none. */
    static IllegalStateException unscored(int unscored, int images, String first) {
        return new IllegalStateException("The model's scores are no numbers for " + unscored + " of "
                + Count.of(images, "image") + ", the first being '" + first + "', so it cannot be measured. Check "
                + "these images and the custom layers for infinities, or train with a smaller learning rate.");
    }

    /** The figures, where every image has scores that are numbers. */
    ClassFigures result(DataSet data, Evaluation.Matching matching) {
        int images = data.size();
        if (unscored > 0) {
            throw unscored(unscored, images, data.name(firstUnscored));
        }
        Map<Integer, Double> topK = new TreeMap<>();
        for (int k : RANKS) {
            if (k == 1 || k < classes.size()) {
                int among = 0;
                for (int rank = 0; rank < k; rank++) {
                    among += ranks[rank];
                }
                topK.put(k, (double) among / images);
            }
        }
        return new ClassFigures(lossSum / images, topK, new ConfusionMatrix(classes, confusion), answers, matching);
    }
}
