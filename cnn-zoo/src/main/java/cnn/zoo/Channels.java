package cnn.zoo;

/** Numbers of channels that a width multiplies. */
final class Channels {
    private static final int DIVISOR = 8;
    private static final double LEAST_SHARE = 0.9;

    private Channels() {
    }

    /**
     * The nearest multiple of 8, at least 8, and the next one where that would be less than nine tenths: as the authors of
     * MobileNet round, and after them EfficientNet's.
     */
    static int of(double wanted) {
        int nearest = Math.max(DIVISOR, (int) (wanted + DIVISOR / 2) / DIVISOR * DIVISOR);
        return nearest < LEAST_SHARE * wanted ? nearest + DIVISOR : nearest;
    }
}
