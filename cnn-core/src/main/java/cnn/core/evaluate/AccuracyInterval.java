package cnn.core.evaluate;

/**
 * Where an accuracy would lie on other images of the same kind, in 95 of 100 cases: the bootstrap's percentiles. Images drawn
 * with replacement from n of which a share p is right have a binomial number of right ones, so that the percentiles are known
 * without drawing any. Where all are right, or none, resampling knows no other result, and the bound that is exact for these
 * is taken instead, 0.025^(1/n) from the end. B. Efron, "Bootstrap methods: another look at the jackknife", Annals of
 * Statistics 7, 1979; C. J. Clopper and E. S. Pearson, Biometrika 26, 1934.
 *
 * @param low lower end, in [0, 1]
 * @param high upper end, in [0, 1]
 */
public record AccuracyInterval(double low, double high) {
    private static final double TAIL = 0.025;
    /** So many standard deviations from the mean nothing is left that a double would show. */
    private static final double REACH = 12;

    /**
     * The interval of an accuracy.
     *
     * @param correct images that were taken for what they are
     * @param images all of them, at least 1
     */
    public static AccuracyInterval of(int correct, int images) {
        if (images < 1 || correct < 0 || correct > images) {
            throw new IllegalArgumentException("An interval was asked for " + correct + " of " + images
                    + " images. Give at least 1 image, and from 0 to all of them that are right.");
        }
        double bound = Math.pow(TAIL, 1.0 / images);
        if (correct == images) {
            return new AccuracyInterval(bound, 1);
        }
        if (correct == 0) {
            return new AccuracyInterval(0, 1 - bound);
        }
        double share = (double) correct / images;
        int reach = (int) Math.ceil(REACH * Math.sqrt(images * share * (1 - share))) + 1;
        int first = Math.max(0, correct - reach);
        double[] weights = new double[Math.min(images, correct + reach) - first + 1];
        double odds = share / (1 - share);
        weights[correct - first] = 1;
        for (int k = correct; k < first + weights.length - 1; k++) {
            weights[k + 1 - first] = weights[k - first] * odds * (images - k) / (k + 1);
        }
        for (int k = correct; k > first; k--) {
            weights[k - 1 - first] = weights[k - first] / odds * k / (images - k + 1);
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return new AccuracyInterval((double) (first + quantile(weights, TAIL * sum)) / images,
                (double) (first + quantile(weights, (1 - TAIL) * sum)) / images);
    }

    private static int quantile(double[] weights, double share) {
        double sum = 0;
        int k = -1;
        while (sum < share && k < weights.length - 1) {
            sum += weights[++k];
        }
        return Math.max(0, k);
    }
}
