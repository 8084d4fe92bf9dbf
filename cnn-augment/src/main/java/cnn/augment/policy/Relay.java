package cnn.augment.policy;

import cnn.api.data.Image;

/**
 * Where each of several steps writes to: their results go to and fro between two pictures, such that the last one is the
 * target.
 */
record Relay(Image target, Image other, int steps) {
    /** For at least one step. */
    static Relay of(Image target, int steps) {
        return new Relay(target, steps > 1 ? Image.of(target.shape()) : target, steps);
    }

    /** Where step {@code index} writes to. */
    Image to(int index) {
        return (steps - index) % 2 == 1 ? target : other;
    }
}
