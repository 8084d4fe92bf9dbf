package cnn.testkit;

import java.util.Locale;

/**
 * What a check is about, and how its complaints read: what it is, what is wrong, how to mend it.
 *
 * @param name the component and what it was given: "Layer 'layer' Scale[factor=2.0] on (5, 4, 3)"
 */
record Subject(String name) {
    /** The error of a failed check. */
    AssertionError wrong(String problem, String remedy) {
        return new AssertionError(name + ":\n" + problem + ". " + remedy + ".");
    }

    /** {@code 1 step}, {@code 12 steps}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A number as complaints show it. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
