package cnn.cli;

import cnn.core.text.Echo;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An amount of memory as an option takes it: {@code 500m}. */
final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)");

    private ByteSize() {
    }

    /** Bytes, or k, m or g of them. */
    static long parse(String option, String size, CommandSpec command) {
        return parse(option, size, "", command);
    }

    /**
     * Bytes, or k, m or g of them.
     *
     * @param more what else a refusal should say
     */
    static long parse(String option, String size, String more, CommandSpec command) {
        Matcher parts = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new ParameterException(command.commandLine(), option + " takes a size, but was given '"
                    + Echo.of(size) + "'. Give bytes, or k, m or g of them, for example 500m or 2g" + more + ".");
        }
        return Long.parseLong(parts.group(1)) << switch (parts.group(2)) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }
}
