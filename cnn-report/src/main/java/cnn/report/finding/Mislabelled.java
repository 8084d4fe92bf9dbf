package cnn.report.finding;

import cnn.core.evaluate.Answers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Images whose label may be wrong: confident learning. A class's threshold is the mean probability that the model gives it on
 * the images labelled so. An image counts as the most probable of the classes whose threshold it reaches; where that is not
 * its label, it is a candidate. C. G. Northcutt, L. Jiang and I. L. Chuang, "Confident learning: estimating uncertainty in
 * dataset labels", Journal of Artificial Intelligence Research 70, 2021.
 *
 * <p>Looked for among the five most probable classes of an image, so that of more than five one that reaches its threshold
 * with less than a sixth of the probability may be missed.
 *
 * @param candidates the surest first
 */
public record Mislabelled(List<Candidate> candidates) {
    public Mislabelled {
        candidates = List.copyOf(candidates);
    }

    /**
     * An image that may have another class than its label says.
     *
     * @param image its number
     * @param suggested the class that it counts as
     * @param margin by how much that is more probable than the label
     */
    public record Candidate(int image, int suggested, double margin) {
    }

    /** Looks for candidates. The model must not have learnt from the images, else it has learnt their labels. */
    public static Mislabelled of(Answers answers, int classes) {
        double[] thresholds = thresholds(answers, classes);
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            for (int rank = 0; rank < answers.ranks(); rank++) {
                int c = answers.likely(i, rank);
                if (answers.probability(i, rank) >= thresholds[c]) {
                    if (c != answers.actual(i)) {
                        found.add(new Candidate(i, c, answers.probability(i, rank) - answers.actualProbability(i)));
                    }
                    break;
                }
            }
        }
        found.sort(Comparator.comparingDouble(Candidate::margin).reversed().thenComparing(Candidate::image));
        return new Mislabelled(found);
    }

    /** For a class without images, which sets no threshold, one that nothing reaches. */
    private static double[] thresholds(Answers answers, int classes) {
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < answers.size(); i++) {
            sums[answers.actual(i)] += answers.actualProbability(i);
            counts[answers.actual(i)]++;
        }
        for (int c = 0; c < classes; c++) {
            sums[c] = counts[c] == 0 ? Double.POSITIVE_INFINITY : sums[c] / counts[c];
        }
        return sums;
    }
}
