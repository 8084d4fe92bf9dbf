package cnn.layers.normalization;

/** What the options of this package's layers must be. */
final class Checks {
    private Checks() {
    }

    /** Above 0 and finite, as a float too. */
    static void positive(String layer, String option, double value, String example) {
        check((float) value > 0 && (float) value <= Float.MAX_VALUE, layer, option, value, "above 0", example);
    }

    /** {@code least} or more and finite, as a float too. */
    static void atLeast(double least, String layer, String option, double value, String example) {
        check(value >= least && (float) value <= Float.MAX_VALUE, layer, option, value,
                (least == 0 ? "0" : Double.toString(least)) + " or more", example);
    }

    private static void check(boolean right, String layer, String option, double value, String range, String example) {
        if (!right) {
            throw new IllegalArgumentException(layer + " " + option + " is " + value + " but must be " + range
                    + " and finite, as a float too. Give for example " + example + ".");
        }
    }
}
