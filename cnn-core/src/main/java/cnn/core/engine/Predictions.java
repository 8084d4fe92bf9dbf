package cnn.core.engine;

import cnn.api.Shape;
import cnn.api.train.Loss;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import org.jspecify.annotations.Nullable;

/** A network's scores as a predictor would give them: through the loss's activation. Belongs to one thread. */
public final class Predictions {
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
