package cnn.api.data;

import cnn.api.Shape;

/** The examples of a batch with their targets, one after the other from index 0. Arrays may be longer than that. */
public interface ImageBatch {
    /** Examples in the batch: 1 or more, and fewer in the last batch of an epoch. */
    int size();

    /** Shape of one image. */
    Shape shape();

    /** The images, channels-last and normalized; to be changed. */
    float[] images();

    /** Floats of one example's targets: the number of classes. */
    int targetSize();

    /** The targets: 1 at an example's class and 0 elsewhere, or what its data says; to be changed. */
    float[] targets();
}
