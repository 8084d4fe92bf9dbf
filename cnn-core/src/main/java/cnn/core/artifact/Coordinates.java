package cnn.core.artifact;

import cnn.core.text.Echo;
import java.util.regex.Pattern;

/**
 * What Maven knows an artifact by. Its name is also the model's.
 *
 * @param group for example {@code com.example}
 * @param name for example {@code shapes}
 * @param version for example {@code 1.0}
 */
public record Coordinates(String group, String name, String version) {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9]+([.+_-][A-Za-z0-9]+)*");
    private static final int LONGEST = 100;

    public Coordinates {
        require(GROUP, group, "group", "letters, digits, hyphens and points between them", "com.example");
        require(NAME, name, "name", "small letters and digits, with single hyphens, points or underscores between them",
                "shapes");
        require(VERSION, version, "version", "letters and digits, with single points or hyphens between them", "1.0");
    }

    private static void require(Pattern form, String text, String what, String words, String example) {
        if (text.length() > LONGEST || !form.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + Echo.of(text) + "' cannot be the " + what + " of an artifact, which is up to "
                            + LONGEST + " " + words + ". Give for example " + example + ".");
        }
    }

    /** Reads {@code group:name:version}. */
    public static Coordinates parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "'" + Echo.of(text) + "' names no artifact. Write group, name and version with "
                            + "colons between them, for example com.example:shapes:1.0.");
        }
        return new Coordinates(parts[0], parts[1], parts[2]);
    }

    /** As Maven writes them: {@code com.example:shapes:1.0}. */
    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }
}
