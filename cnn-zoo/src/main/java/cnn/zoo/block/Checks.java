package cnn.zoo.block;

/** What the options of this package's blocks must be. */
final class Checks {
    private Checks() {
    }

    /** At least 1. */
    static void atLeastOne(String block, String option, int value, int example) {
        if (value < 1) {
            throw new IllegalArgumentException(block + " " + option + " is " + value
                    + " but must be 1 or more. Give for example " + example + ".");
        }
    }
}
