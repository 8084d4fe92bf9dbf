package cnn.layers.metric;

import cnn.api.train.ScoredBatch;

/** Which class stands first. Among equal ones the first does, as in a search for the maximum from the front. */
final class Highest {
    private Highest() {
    }

    /** The right class: the first one with the highest target. */
    static int target(ScoredBatch batch, int example) {
        float[] targets = batch.targets();
        int at = example * batch.width();
        int best = 0;
        for (int i = 1; i < batch.width(); i++) {
            if (targets[at + i] > targets[at + best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * The class that is predicted: the first one with the highest score. A score of NaN counts as the highest, so that a
     * network gone astray is never right by chance; where the right class has it, another one is predicted, or −1 where
     * there is no other.
     */
    static int score(ScoredBatch batch, int example, int right) {
        float[] scores = batch.scores();
        int at = example * batch.width();
        boolean astray = Float.isNaN(scores[at + right]);
        int best = -1;
        for (int i = 0; i < batch.width(); i++) {
            if (!(astray && i == right) && (best < 0
                    || !Float.isNaN(scores[at + best]) && !(scores[at + i] <= scores[at + best]))) {
                best = i;
            }
        }
        return best;
    }
}
