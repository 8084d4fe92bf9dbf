package cnn.core.evaluate;

import cnn.api.Shape;
import cnn.api.layer.Layer;
import cnn.core.engine.Engine;
import cnn.core.engine.Session;
import cnn.core.network.Network;
import cnn.core.network.Weights;
import org.jspecify.annotations.Nullable;

/** A network's scores as a predictor would give them: through the loss's activation. */
final class Probabilities {
    private final int classes;
    private final float[] scores;
    private final @Nullable Session session;

    Probabilities(@Nullable Layer activation, int classes, Engine engine, float[] scores) {
        this.classes = classes;
        this.scores = scores;
        if (activation == null) {
            session = null;
        } else {
            Network network = Network.of(Shape.vector(classes), activation);
            session = Session.forPrediction(network, Weights.zeros(network), engine, scores.length / classes);
        }
    }

    /** Computes anew from so many rows of scores. */
    void update(int images) {
        if (session != null) {
            System.arraycopy(scores, 0, session.input(), 0, images * classes);
            session.forward(images, false, 0);
        }
    }

    float of(int image, int c) {
        return (session == null ? scores : session.output())[image * classes + c];
    }
}
