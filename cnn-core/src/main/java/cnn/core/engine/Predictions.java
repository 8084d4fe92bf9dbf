package cnn.core.engine;

import cnn.api.Shape;
import cnn.api.train.Loss;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import org.jspecify.annotations.Nullable;

/** A network's scores as a predictor would give them: through the loss's activation. Belongs to one thread. */
public final class Predictions {
    /** Of probabilities that a float has of logarithms. */
    private static final double CLOSE = 1e-5;

    private final int width;
    private final float[] scores;
    private final @Nullable Session session;

    /**
     * Predictions from scores that a network leaves in an array.
     *
     * @param loss whose activation stands behind the scores
     * @param width scores of one example
     */
    public Predictions(Loss loss, int width, Engine engine, float[] scores) {
        this.width = width;
        this.scores = scores;
        if (loss.activation() == null) {
            session = null;
        } else {
            Network network = Network.of(Shape.vector(width), loss.activation());
            session = Session.forPrediction(network, Weights.zeros(network), engine, scores.length / width);
        }
    }

    /**
     * Whether what a loss makes of scores is their softmax, asked of some scores: the logarithms of known probabilities, and 1.
     *
     * @param classes how many there are
     */
    public static boolean areSoftmax(Loss loss, int classes, Engine engine) {
        float[] scores = new float[classes];
        double all = classes * (classes + 1) / 2.0;
        for (int i = 0; i < classes; i++) {
            scores[i] = (float) StrictMath.log((i + 1) / all) + 1;
        }
        float[] predicted = new Predictions(loss, classes, engine, scores).of(1);
        boolean same = true;
        for (int i = 0; i < classes; i++) {
            same &= Math.abs(predicted[i] - (i + 1) / all) < CLOSE;
        }
        return same;
    }

    /** The predictions for so many examples, one after the other: the scores' own array where there is no activation. */
    public float[] of(int examples) {
        if (session == null) {
            return scores;
        }
        System.arraycopy(scores, 0, session.input(), 0, examples * width);
        session.forward(examples, false, 0);
        return session.output();
    }
}
