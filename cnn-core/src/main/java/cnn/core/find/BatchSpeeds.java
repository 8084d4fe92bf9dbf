package cnn.core.find;

import java.util.List;

/**
 * How fast training goes with batches of different sizes, and the largest that fits.
 *
 * @param largest images in the largest batch that fits into the memory, and that the training images fill
 * @param memory bytes that were to be enough
 * @param measured speeds, from the smallest batch to the largest; empty where none fits
 */
public record BatchSpeeds(int largest, long memory, List<BatchSpeed> measured) {
    /** What is this much slower than the fastest is as good. */
    private static final double AS_GOOD = 0.95;

    public BatchSpeeds {
        measured = List.copyOf(measured);
    }

    /**
     * The speed of one size.
     *
     * @param batch images in a step
     * @param bytes memory that training takes with it: weights, buffers and the batches that wait
     * @param imagesPerSecond measured over some steps
     */
    public record BatchSpeed(int batch, long bytes, double imagesPerSecond) {
    }

    /** The smallest batch that is within 5 % of the fastest: beyond it memory and precision of the steps buy nothing. */
    public BatchSpeed suggestion() {
        double fastest = measured.stream().mapToDouble(BatchSpeed::imagesPerSecond).max().orElse(0);
        return measured.stream().filter(speed -> speed.imagesPerSecond() >= AS_GOOD * fastest).findFirst()
                .orElseThrow(() -> new IllegalStateException("No batch fits, so that none can be suggested. Give more "
                        + "memory, or use smaller images."));
    }
}
