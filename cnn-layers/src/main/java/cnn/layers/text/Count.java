package cnn.layers.text;

/** Numbers of things, as a message has them. */
public final class Count {
    private Count() {
    }

    /** {@code 1 channel}, {@code 12 channels}. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : noun.endsWith("s") ? "es" : "s");
    }
}
