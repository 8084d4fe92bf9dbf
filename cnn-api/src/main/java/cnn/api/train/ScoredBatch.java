package cnn.api.train;

import cnn.api.kernel.Kernels;

/** Scores of a batch beside what they should have been. Arrays hold the examples one after the other from index 0. */
public interface ScoredBatch {
    /** Examples in the batch. */
    int batch();

    /** Floats of one example's scores, and of its target: the number of classes, labels or numbers. */
    int width();

    /** The network's scores. To be read only. */
    float[] scores();

    /** The predictions: scores behind the loss's final activation, the scores themselves where there is none. To be read only. */
    float[] predictions();

    /** The targets, whose numbers {@link cnn.api.data.Target.Kind} explains: for a class, 1 at it and 0 elsewhere. To be read only. */
    float[] targets();

    /** Derivative of the mean loss with respect to the scores, to be overwritten by the loss. */
    float[] gradient();

    /** The arithmetic to use. */
    Kernels kernels();
}
