package cnn.core.pipeline;

/**
 * How an epoch draws its images. An epoch has as many as there are to learn from, whichever way, so that steps and schedules
 * do not depend on it.
 */
public enum Sampling {
    /** Each once, in random order. */
    SHUFFLED,
    /**
     * Classes equally often, in random order: of n images and C classes ⌊n / C⌋ draws of each, and one more of some that
     * chance chooses. A class gives as many different images as it can before one comes again, so that those of small
     * classes come several times, differently augmented, and an epoch leaves some of large ones out, each epoch others.
     */
    BALANCED
}
