package cnn.vision;

import cnn.api.Tensor;
import java.util.List;

/**
 * The two outputs of networks with anchors, as SSD and RetinaNet have them: scores N×C and offsets N×4, a row for each anchor. Every class
 * of an anchor whose score exceeds the threshold is a candidate. Its centre is the anchor's moved by
 * {@code place · offset · side}, its sides are the anchor's times {@code exp(size · offset)}, where place and size are the
 * variances that training divided by.
 *
 * <p>Sources: Liu et al., SSD, 2016, section 2.2; Lin et al., Focal Loss (RetinaNet), 2017.
 *
 * @param anchors one for each row, in pixels of the network's input
 * @param classes their names, in the network's order, without a background
 * @param scores what makes probabilities of a row's scores
 * @param background whether the first score of a row is that of no thing at all
 * @param place variance of the centre
 * @param size variance of the sides
 * @param threshold what a probability must exceed, in [0, 1]
 */
public record AnchorHead(Anchors anchors, List<String> classes, Scores scores, boolean background, double place,
        double size, double threshold) {
    /** Sides grow by at most 1000/16: what a network says of sides that it knows nothing of would overflow otherwise. */
    private static final float MOST_GROWTH = (float) Math.log(1000.0 / 16);

    /** What makes probabilities of a row's scores. */
    public enum Scores {
        /** They are probabilities already. */
        PROBABILITIES,
        /** Each by itself: {@code 1 / (1 + exp(−s))}. */
        SIGMOID,
        /** All of a row together, the background included. */
        SOFTMAX
    }

    public AnchorHead {
        classes = Candidates.classes(classes, threshold);
        if (!(place > 0 && size > 0)) {
            throw new IllegalArgumentException("Variances are positive but were given as " + place + " and " + size
                    + ". Use 0.1 and 0.2, as SSD was published, or 1 and 1 where the network was trained without.");
        }
    }

    /** As SSD was published: softmax, a background first, variances 0.1 and 0.2. */
    public static AnchorHead ssd(Anchors anchors, List<String> classes) {
        return new AnchorHead(anchors, classes, Scores.SOFTMAX, true, 0.1, 0.2, 0.25);
    }

    /** As RetinaNet was published: a sigmoid for each class, no background, no variances. */
    public static AnchorHead retinaNet(Anchors anchors, List<String> classes) {
        return new AnchorHead(anchors, classes, Scores.SIGMOID, false, 1, 1, 0.25);
    }

    /** What makes probabilities of a row's scores. */
    public AnchorHead scores(Scores newScores) {
        return new AnchorHead(anchors, classes, newScores, background, place, size, threshold);
    }

    /** What a probability must exceed, in [0, 1]. */
    public AnchorHead threshold(double least) {
        return new AnchorHead(anchors, classes, scores, background, place, size, least);
    }

    /** What training divided offsets by. */
    public AnchorHead variances(double ofPlace, double ofSize) {
        return new AnchorHead(anchors, classes, scores, background, ofPlace, ofSize, threshold);
    }

    /**
     * What the network has found, doubles included, in pixels of its input.
     *
     * @param rowScores (N, C), with a background (N, 1 + C), a batch of one in front or not
     * @param offsets (N, 4), likewise
     * @throws IllegalArgumentException where they have other shapes, or a score is no number
     */
    public List<Detection> decode(Tensor rowScores, Tensor offsets) {
        int first = background ? 1 : 0;
        int width = first + classes.size();
        checkRows(rowScores, width);
        checkRows(offsets, 4);
        Candidates candidates = new Candidates(classes, threshold);
        float[] probabilities = new float[width];
        for (int row = 0; row < anchors.count(); row++) {
            probabilities(rowScores.data(), row * width, probabilities);
            for (int i = first; i < width; i++) {
                if (candidates.isEnough(probabilities[i])) {
                    candidates.add(box(row, offsets.data()), i - first, probabilities[i]);
                }
            }
        }
        return candidates.all();
    }

    private void checkRows(Tensor tensor, int width) {
        int[] dims = Candidates.ofOne(tensor);
        if (dims.length != 2 || dims[0] != anchors.count() || dims[1] != width) {
            throw Candidates.unfit("a head with " + anchors.count() + " anchors", tensor.shape(),
                    "(" + anchors.count() + ", " + width + ")", classes.size());
        }
    }

    private Box box(int row, float[] offsets) {
        int at = 4 * row;
        return anchors.moved(row, (float) (place * offsets[at]), (float) (place * offsets[at + 1]),
                Math.min(MOST_GROWTH, (float) (size * offsets[at + 2])),
                Math.min(MOST_GROWTH, (float) (size * offsets[at + 3])));
    }

    private void probabilities(float[] all, int at, float[] to) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < to.length; i++) {
            most = Math.max(most, all[at + i]);
        }
        double sum = 0;
        for (int i = 0; i < to.length; i++) {
            double score = all[at + i];
            to[i] = (float) switch (scores) {
                case PROBABILITIES -> score;
                case SIGMOID -> 1 / (1 + Math.exp(-score));
                case SOFTMAX -> Math.exp(score - most);
            };
            sum += to[i];
        }
        for (int i = 0; i < to.length && scores == Scores.SOFTMAX; i++) {
            to[i] = (float) (to[i] / sum);
        }
    }
}
