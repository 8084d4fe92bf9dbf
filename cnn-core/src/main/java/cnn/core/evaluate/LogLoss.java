package cnn.core.evaluate;

import cnn.core.evaluate.TemperatureScaling.Sureness;
import cnn.core.text.Count;

/**
 * The log loss of scores that are multiplied by one number b before softmax: the mean of ln Σ e^(b·s) − b·s_right. It is convex in
 * b, so that its slope, the mean of Σ p·s − s_right, is 0 at one place at most, which bisection finds. Sums are taken in the
 * images' order, in double, on one thread.
 *
 * @param scores of all images, one after the other
 * @param labels the right class of each
 * @param width classes
 */
record LogLoss(float[] scores, int[] labels, int width) {
    private static final double MOST = 64;
    /** Halvings of a range of ln 64² ≈ 8.3: the last leave nothing that a float would show. */
    private static final int HALVINGS = 60;

    /**
     * The number with the least log loss.
     *
     * @throws IllegalArgumentException where there is none from 1/64 to 64
     */
    double bestScale() {
        double low = -StrictMath.log(MOST);
        double high = -low;
        if (!(slope(MOST) > 0)) {
            throw new IllegalArgumentException("No temperature fits these " + Count.of(labels.length, "image")
                    + ": the surer the model is of them, the better, since (nearly) all are told right. Calibrate on more "
                    + "images, or harder ones, that training did not learn from.");
        }
        if (!(slope(1 / MOST) < 0)) {
            throw new IllegalArgumentException("No temperature fits these " + Count.of(labels.length, "image")
                    + ": the less sure the model is of them, the better, since its scores tell no more than a lot would. "
                    + "Train it longer, or check that these are the images that it is for.");
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(StrictMath.exp(middle)) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return StrictMath.exp((low + high) / 2);
    }

    /** The derivative of the mean loss by the number. */
    double slope(double scale) {
        double sum = 0;
        for (int image = 0; image < labels.length; image++) {
            int at = image * width;
            double highest = highest(at);
            double all = 0;
            double weighed = 0;
            for (int i = at; i < at + width; i++) {
                double share = StrictMath.exp(scale * (scores[i] - highest));
                all += share;
                weighed += share * scores[i];
            }
            sum += weighed / all - scores[at + labels[image]];
        }
        return sum / labels.length;
    }

    private double highest(int at) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + width; i++) {
            highest = Math.max(highest, scores[i]);
        }
        return highest;
    }

    /** What is so with scores divided by a temperature, as {@link cnn.core.network.Temperature} divides them. */
    Sureness sureness(double temperature) {
        Answers answers = new Answers(labels.length, width);
        float[] said = new float[width];
        double loss = 0;
        int right = 0;
        for (int image = 0; image < labels.length; image++) {
            int at = image * width;
            float highest = (float) highest(at) / (float) temperature;
            double all = 0;
            int best = 0;
            for (int i = 0; i < width; i++) {
                float score = scores[at + i] / (float) temperature;
                best = score > scores[at + best] / (float) temperature ? i : best;
                said[i] = (float) StrictMath.exp((double) score - highest);
                all += StrictMath.exp((double) score - highest);
            }
            for (int i = 0; i < width; i++) {
                said[i] = (float) (said[i] / all);
            }
            loss += StrictMath.log(all) - ((double) (scores[at + labels[image]] / (float) temperature) - highest);
            right += best == labels[image] ? 1 : 0;
            answers.add(labels[image], best, said, 0, width);
        }
        return new Sureness(loss / labels.length, Calibration.of(answers).error(), (double) right / labels.length);
    }
}
