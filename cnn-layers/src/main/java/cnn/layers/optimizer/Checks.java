package cnn.layers.optimizer;

import cnn.api.train.Update;

/** What the optimizers' configurations have in common. */
final class Checks {
    private Checks() {
    }

    /** Whether a parameter's rate follows from its length: weights' does, not that of biases, scales and shifts. */
    static boolean isAdapted(Update update) {
        return update.shape().rank() > 1;
    }

    /** A learning rate must be positive and finite. */
    static void learningRate(String optimizer, double value) {
        positive(optimizer, "learning rate", value, "0.01 or 0.001");
    }

    /** A number must be positive and finite, as a float too. */
    static void positive(String optimizer, String name, double value, String example) {
        if (!((float) value > 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(optimizer + " " + name + " is " + value
                    + (value > 0 ? ", which is " + (float) value + " as a float," : "") + " but must be above 0"
                    + (value > 0 ? " and finite" : "") + ". Try " + example + ".");
        }
    }

    /** The share that a running mean keeps must be in [0, 1). */
    static void share(String optimizer, String name, double value, String example) {
        if (!(value >= 0 && (float) value < 1)) {
            throw new IllegalArgumentException(
                    optimizer + " " + name + " is " + value + " but must be in [0, 1)"
                            + (value >= 0 && value < 1 ? ", as a float too" : "") + ". Try " + example + ".");
        }
    }

    /** Weight decay must be 0 or more, and finite. */
    static void weightDecay(String optimizer, double value) {
        zeroOrMore(optimizer, "weight decay", value, "0.0001");
    }

    /** A number must be 0 or more, and finite as a float. */
    static void zeroOrMore(String optimizer, String name, double value, String example) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(optimizer + " " + name + " is " + value
                    + " but must be 0 or more" + (value > 0 ? " and finite as a float" : "")
                    + ". Give 0 for none, or for example " + example + ".");
        }
    }
}
