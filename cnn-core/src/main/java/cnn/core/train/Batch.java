package cnn.core.train;

import cnn.api.Shape;
import cnn.api.data.ImageBatch;

/** Examples ready for the network, one after the other. Belongs to a loader, which fills it again once released. */
final class Batch implements ImageBatch {
    /** The network's inputs. */
    final float[] images;
    /** What is known of each example: the numbers of all its targets. */
    final float[] targets;
    private final Shape shape;
    private final int targetWidth;
    /** Examples in it. */
    int size;
    /** Number of the batch that is ready in here, or −1. */
    volatile int ready = -1;
    /** What went wrong while it was filled. */
    volatile Throwable failure;

    Batch(int examples, Shape shape, int targetWidth) {
        this.shape = shape;
        this.targetWidth = targetWidth;
        images = new float[Math.multiplyExact(examples, shape.size())];
        targets = new float[Math.multiplyExact(examples, targetWidth)];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public float[] images() {
        return images;
    }

    @Override
    public int targetSize() {
        return targetWidth;
    }

    @Override
    public float[] targets() {
        return targets;
    }
}
