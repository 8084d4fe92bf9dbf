package com.example.serving;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line of options with a value each. Every message says what was given and what can be. */
final class Arguments {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9})([KM]?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s)");

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    static Arguments of(List<String> known, String... args) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String option = args[i];
            if (!known.contains(option)) {
                throw new IllegalArgumentException("There is no option " + Text.quoted(option) + ", only "
                        + String.join(", ", known) + ". --help says what they do.");
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(
                        option + " stands without a value. Give one behind it; --help says which.");
            }
            if (values.put(option, args[i + 1]) != null) {
                throw new IllegalArgumentException(option + " is given twice. Give it once.");
            }
        }
        return new Arguments(values);
    }

    String text(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    String required(String option, String example) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(
                    option + " is missing. Give it, for example " + option + " " + example
                            + "; --help tells all options.");
        }
        return value;
    }

    /** A whole number, which may end in K (1024) or M (1024 K). */
    int whole(String option, int otherwise, int least, int most) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        Matcher whole = WHOLE.matcher(value);
        if (whole.matches()) {
            long number = Long.parseLong(whole.group(1)) * switch (whole.group(2)) {
                case "K" -> 1 << 10;
                case "M" -> 1 << 20;
                default -> 1;
            };
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw wrong(option, value, "a whole number from " + least + " to " + most, Integer.toString(otherwise));
    }

    double decimal(String option, double otherwise) {
        String value = values.get(option);
        return value == null ? otherwise : decimal(option, value, otherwise, 0);
    }

    private static double decimal(String option, String value, double otherwise, double least) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= Double.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message
        }
        throw wrong(option, value, least == 0 ? "a number from 0 on" : "a number", Double.toString(otherwise));
    }

    List<Double> decimals(String option, double otherwise) {
        String value = values.get(option);
        return value == null
                ? List.of(otherwise)
                : Arrays.stream(value.split(",", -1))
                        .map(part -> decimal(option, part, otherwise, -Double.MAX_VALUE)).toList();
    }

    List<String> names(String option) {
        String value = values.get(option);
        return value == null ? List.of() : List.of(value.split(",", -1));
    }

    /** A time of at least so many milliseconds, in ms or s. */
    Duration time(String option, Duration otherwise, int least) {
        String value = values.get(option);
        if (value == null) {
            return otherwise;
        }
        Matcher time = TIME.matcher(value);
        if (time.matches()) {
            long millis = Long.parseLong(time.group(1)) * (time.group(2).equals("s") ? 1000 : 1);
            if (millis >= least) {
                return Duration.ofMillis(millis);
            }
        }
        throw wrong(option, value, "a time of at least " + least + "ms, in ms or s", otherwise.toMillis() + "ms");
    }

    private static IllegalArgumentException wrong(String option, String value, String expected, String example) {
        return new IllegalArgumentException(option + " is " + expected + " but was given " + Text.quoted(value)
                + ". Use for example " + option + " " + example + ".");
    }
}
