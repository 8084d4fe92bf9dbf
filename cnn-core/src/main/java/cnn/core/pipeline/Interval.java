package cnn.core.pipeline;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far apart things are that come again and again: so many steps, or so much time. Written {@code 500 steps},
 * {@code 90s}, {@code 10m} or {@code 2h} in a pipeline.
 *
 * @param steps optimizer steps, at least 1; 0 where it is a time
 * @param time at least a second; null where it is steps
 */
public record Interval(long steps, @Nullable Duration time) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(steps?|s|m|h)");

    public Interval {
        if (time == null ? steps < 1 : steps != 0 || time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("An interval is at least 1 step or 1 second but was given "
                    + (time == null
                            ? Count.of(steps, "step")
                            : steps == 0 ? time : Count.of(steps, "step") + " and " + time)
                    + ". Write 500 steps, or 10m.");
        }
    }

    /** So many optimizer steps. */
    public static Interval steps(long steps) {
        return new Interval(steps, null);
    }

    /** So much time, in whole seconds. */
    public static Interval of(Duration time) {
        return new Interval(0, time);
    }

    /** Reads {@code 500 steps}, {@code 90s}, {@code 10m} or {@code 2h}. */
    public static Interval parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + Echo.of(text)
                    + "' is no interval. Write a number of steps (500 steps) or a time (90s, 10m, 2h).");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> of(Duration.ofSeconds(count));
            case "m" -> of(Duration.ofMinutes(count));
            case "h" -> of(Duration.ofHours(count));
            default -> steps(count);
        };
    }

    /** {@code 500 steps}, {@code 10m}. */
    @Override
    public String toString() {
        if (time == null) {
            return steps + (steps == 1 ? " step" : " steps");
        }
        long seconds = time.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
