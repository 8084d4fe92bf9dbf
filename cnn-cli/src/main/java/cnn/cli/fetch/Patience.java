package cnn.cli.fetch;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param stall without a byte before a connection is given up
 * @param attempts in a row that bring nothing before the file is given up
 * @param pause before the second attempt; it doubles with each that brings nothing
 */
public record Patience(Duration stall, int attempts, Duration pause) {
    /** The most connections for one file, whatever they bring. */
    static final int MOST_CONNECTIONS = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** 30 seconds, 5 attempts, from one second on. */
    public static Patience usual() {
        return new Patience(Duration.ofSeconds(30), 5, Duration.ofSeconds(1));
    }

    /** How long that is: {@code 30 s}. */
    String stallText() {
        long millis = stall.toMillis();
        return (millis % 1000 == 0 ? String.valueOf(millis / 1000) : String.valueOf(millis / 1000.0)) + " s";
    }

    /** The pause behind so many attempts that brought nothing. */
    Duration pause(int failures) {
        Duration doubled = pause.multipliedBy(1L << Math.min(failures, 16));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
