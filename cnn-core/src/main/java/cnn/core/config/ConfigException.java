package cnn.core.config;

import org.jspecify.annotations.Nullable;

/** Configuration that cannot be used. The message names the file, the line, the key, and the cure. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;
    private final String problem;

    /** A problem at a place. */
    public ConfigException(Location location, String problem) {
        this(location, problem, null);
    }

    /** A problem at a place, with what brought it to light. */
    public ConfigException(Location location, String problem, @Nullable Throwable cause) {
        super(location.toString().isEmpty() ? problem : location + ": " + problem, cause);
        this.location = location;
        this.problem = problem;
    }

    /** Where the problem is. */
    public Location location() {
        return location;
    }

    /** The message without the place. */
    public String problem() {
        return problem;
    }
}
