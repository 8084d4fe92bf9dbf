package cnn.zoo;

/** What the options of this package's networks must be. */
final class Checks {
    private static final double MOST = 100;

    private Checks() {
    }

    /** Numbers of units, of channels, of blocks: at least 1. */
    static void atLeastOne(String network, String option, int value, int example) {
        if (value < 1) {
            throw new IllegalArgumentException(network + " " + option + " is " + value
                    + " but must be 1 or more. Give for example " + example + ".");
        }
    }

    /** What channels or blocks are multiplied by. */
    static void factor(String network, String option, double value) {
        if (!(value > 0 && value <= MOST)) {
            throw new IllegalArgumentException(network + " " + option + " is " + value
                    + " but must be above 0 and at most 100. Give for example 1.");
        }
    }

    /** The exception for a depth that no publication has. */
    static IllegalArgumentException depth(String network, String published, int given, int example) {
        return new IllegalArgumentException(network + " depth is " + given + " but must be " + published
                + ". Give for example " + example + ".");
    }
}
