package cnn.core.train;

/** Examples ready for the network, one after the other. Belongs to a loader, which fills it again once released. */
final class Batch {
    /** The network's inputs. */
    final float[] images;
    /** What is known of each example: the numbers of all its targets. */
    final float[] targets;
    /** Examples in it. */
    int size;
    /** Number of the batch that is ready in here, or −1. */
    volatile int ready = -1;
    /** What went wrong while it was filled. */
    volatile Throwable failure;

    Batch(int examples, int imageSize, int targetWidth) {
        images = new float[Math.multiplyExact(examples, imageSize)];
        targets = new float[Math.multiplyExact(examples, targetWidth)];
    }
}
