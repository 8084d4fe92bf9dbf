package cnn.core.pipeline;

import cnn.core.config.ConfigNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that a key of a pipeline may be given by a search. One of five kinds; the bounds belong to it. Real numbers are
 * tried with four digits, so that they can be read and written down again.
 *
 * @param uniform from and to, every number as likely; null for another kind
 * @param log from and to, above 0, every power of ten as likely; null for another kind
 * @param integer from and to, whole numbers; null for another kind
 * @param logInteger from and to, whole numbers from 1, every power of ten as likely; null for another kind
 * @param choice these values, of any form: numbers, words, whole components; null for another kind
 */
public record Range(@Nullable List<Double> uniform, @Nullable List<Double> log, @Nullable List<Long> integer,
        @Nullable List<Long> logInteger, @Nullable List<ConfigNode> choice) {
    /** More would not be searched but listed. */
    private static final int MOST_CHOICES = 1000;
    /** Far more than any key takes, and products of it stay exact. */
    private static final long MOST_WHOLE = 1L << 40;

    public Range {
        List<String> given = Stream.of(uniform == null ? "" : "uniform", log == null ? "" : "log",
                integer == null ? "" : "integer", logInteger == null ? "" : "log-integer",
                choice == null ? "" : "choice").filter(kind -> !kind.isEmpty()).toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException(
                    "A range is one of uniform, log, integer, log-integer and choice but was "
                            + "given " + (given.isEmpty() ? "none of them" : String.join(" and ", given))
                            + ". Give one, for example {log: [0.001, 0.1]}.");
        }
        uniform = uniform == null ? null : reals("uniform", uniform, -Double.MAX_VALUE);
        log = log == null ? null : reals("log", log, Double.MIN_VALUE);
        integer = integer == null ? null : wholes("integer", integer, -MOST_WHOLE);
        logInteger = logInteger == null ? null : wholes("log-integer", logInteger, 1);
        choice = choice == null ? null : choices(choice);
    }

    private static List<Double> reals(String kind, List<Double> bounds, double least) {
        if (bounds.size() != 2 || !(bounds.get(0) >= least && bounds.get(0) < bounds.get(1)
                && bounds.get(1) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A range '" + kind + "' has two numbers, the lower one first"
                    + (least > 0 ? " and above 0" : "") + ", but was given " + bounds
                    + ". Write for example {" + kind + ": [0.001, 0.1]}.");
        }
        return List.copyOf(bounds);
    }

    private static List<Long> wholes(String kind, List<Long> bounds, long least) {
        if (bounds.size() != 2 || !(bounds.get(0) >= least && bounds.get(0) < bounds.get(1)
                && bounds.get(1) <= MOST_WHOLE)) {
            throw new IllegalArgumentException("A range '" + kind + "' has two whole numbers, the lower one first"
                    + (least == 1 ? " and at least 1" : "") + ", but was given " + bounds
                    + ". Write for example {" + kind + ": [8, 64]}.");
        }
        return List.copyOf(bounds);
    }

    private static List<ConfigNode> choices(List<ConfigNode> values) {
        // as a file in JSON has them, so that a value that was read there is still one of these
        List<ConfigNode> plain = values.stream().map(value -> ConfigNode.json("choice", value.toJson()).unplaced())
                .toList();
        if (plain.size() < 2 || plain.size() > MOST_CHOICES || Set.copyOf(plain).size() < plain.size()) {
            throw new IllegalArgumentException(
                    "A range 'choice' has 2 to " + MOST_CHOICES + " values, each once, but was "
                            + "given " + plain.size()
                            + (plain.size() > Set.copyOf(plain).size() ? ", some of them the same" : "")
                            + ". Write for example {choice: [32, 64, 128]}.");
        }
        return plain;
    }

    /** Every number from low to high as likely. */
    public static Range uniform(double low, double high) {
        return new Range(List.of(low, high), null, null, null, null);
    }

    /** Every power of ten from low to high as likely: for learning rates and all that acts by its size. */
    public static Range log(double low, double high) {
        return new Range(null, List.of(low, high), null, null, null);
    }

    /** Whole numbers from low to high. */
    public static Range integer(long low, long high) {
        return new Range(null, null, List.of(low, high), null, null);
    }

    /** Whole numbers from low to high, every power of ten as likely. */
    public static Range logInteger(long low, long high) {
        return new Range(null, null, null, List.of(low, high), null);
    }

    /** These values, written as in a pipeline: {@code Range.choice("32", "64")}, {@code Range.choice("relu", "{elu: {alpha: 2}}")}. */
    public static Range choice(String... yaml) {
        return new Range(null, null, null, null,
                Arrays.stream(yaml).map(value -> ConfigNode.yaml("choice", value)).toList());
    }
}
