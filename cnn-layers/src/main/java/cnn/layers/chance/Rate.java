package cnn.layers.chance;

/** A share that is dropped. */
public final class Rate {
    private Rate() {
    }

    /**
     * Refuses what is not in [0, 1); what is kept is divided by 1 − rate as a float.
     *
     * @param usual what to give instead
     */
    public static void check(String layer, double rate, double usual) {
        if (!(rate >= 0 && (float) rate < 1)) {
            throw new IllegalArgumentException(layer + " rate is " + rate + " but must be in [0, 1)"
                    + (rate >= 0 && rate < 1 ? ", as a float too" : "")
                    + ", the share that is dropped. Give for example " + usual + ".");
        }
    }
}
