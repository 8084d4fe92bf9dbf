package cnn.zoo;

/**
 * Stochastic depth: how many examples each block drops, rising in even steps from 0 at the first to the given share at the
 * last. The deeper a block, the less an example misses it.
 *
 * <p>Huang, Sun, Liu, Sedra and Weinberger, "Deep networks with stochastic depth", ECCV 2016, section 3; that the first one's
 * is 0 is ConvNeXt's.
 */
final class DropRates {
    private final double last;
    private final int blocks;
    private int block;

    DropRates(double last, int blocks) {
        this.last = last;
        this.blocks = blocks;
    }

    /** The next block's. */
    double next() {
        return blocks == 1 ? last : last * block++ / (blocks - 1);
    }
}
