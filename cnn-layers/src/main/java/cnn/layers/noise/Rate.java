package cnn.layers.noise;

/** A share that is dropped. */
final class Rate {
    private Rate() {
    }

    /** Refuses what is not in [0, 1); what is kept is divided by 1 − rate as a float. */
    static void check(String layer, double rate) {
        if (!(rate >= 0 && (float) rate < 1)) {
            throw new IllegalArgumentException(layer + " rate is " + rate + " but must be in [0, 1)"
                    + (rate >= 0 && rate < 1 ? ", as a float too" : "")
                    + ", the share that is dropped. Give for example 0.1.");
        }
    }
}
