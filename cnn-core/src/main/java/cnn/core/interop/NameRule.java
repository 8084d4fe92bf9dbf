package cnn.core.interop;

import cnn.core.text.Echo;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule that turns names of ours into another framework's: {@code *} stands for any text, the same on both sides but for what
 * separates names, and {@code {n}}, {@code {n+1}} for a whole number: {@code layer{s}.{b}.conv{c}} is
 * {@code stage{s}/block{b+1}/conv{c}}.
 */
final class NameRule {
    private static final Pattern WILD = Pattern.compile("\\*|\\{(\\w+)(?:([+-]\\d{1,6}))?}");

    private final String text;
    private final Pattern ours;
    private final List<Wild> variables;
    private final List<Object> theirs = new ArrayList<>();

    /** A variable, and what is added to its number. */
    private record Wild(String name, BigInteger more) {
    }

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException where a side is blank, or theirs has a variable that ours lacks
     */
    NameRule(String theirs, String ours) {
        text = "'" + Echo.of(theirs) + "' → '" + Echo.of(ours) + "'";
        if (theirs.isBlank() || ours.isBlank()) {
            throw new IllegalArgumentException(
                    "The rule " + text + " lacks a side. Write the other framework's module and "
                            + "our layer: 'features.*' and 'backbone/*'.");
        }
        variables = new ArrayList<>();
        this.ours = regex(ours);
        int from = 0;
        int stars = 0;
        Matcher wild = WILD.matcher(theirs);
        while (wild.find()) {
            this.theirs.add(theirs.substring(from, wild.start()));
            Wild variable = variable(wild, stars);
            stars += wild.group(1) == null ? 1 : 0;
            if (variables.stream().noneMatch(known -> known.name.equals(variable.name))) {
                throw new IllegalArgumentException("The rule " + text + " does not say what '" + wild.group()
                        + "' stands for: our side needs as many stars, and the same variables. Write for example "
                        + "'layer{n}.*' and 'stage{n}/*'.");
            }
            this.theirs.add(variable);
            from = wild.end();
        }
        this.theirs.add(theirs.substring(from));
    }

    private Pattern regex(String side) {
        StringBuilder regex = new StringBuilder();
        int from = 0;
        int stars = 0;
        Matcher wild = WILD.matcher(side);
        while (wild.find()) {
            regex.append(Pattern.quote(side.substring(from, wild.start())));
            regex.append(wild.group(1) == null ? "(.+)" : "(\\d{1,9})");
            variables.add(variable(wild, stars));
            stars += wild.group(1) == null ? 1 : 0;
            from = wild.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(side.substring(from))).toString());
    }

    private static Wild variable(Matcher wild, int stars) {
        return wild.group(1) == null
                ? new Wild("*" + stars, BigInteger.ZERO)
                : new Wild(wild.group(1), wild.group(2) == null ? BigInteger.ZERO : new BigInteger(wild.group(2)));
    }

    /** The other framework's name for one of ours; empty where the rule is not for it. */
    Optional<String> apply(String name, String separator) {
        Matcher match = ours.matcher(name);
        if (!match.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            Wild variable = variables.get(i);
            String found = match.group(i + 1);
            String value = variable.name.startsWith("*")
                    ? found.replace("/", separator)
                    : new BigInteger(found).subtract(variable.more).toString();
            @Nullable
            String before = values.put(variable.name, value);
            if (before != null && !before.equals(value) || value.startsWith("-")) {
                return Optional.empty();
            }
        }
        StringBuilder result = new StringBuilder();
        for (Object piece : theirs) {
            result.append(piece instanceof Wild wild ? filled(wild, values) : piece);
        }
        return Optional.of(result.toString());
    }

    private static String filled(Wild wild, Map<String, String> values) {
        String value = values.get(wild.name);
        return wild.more.signum() == 0 ? value : new BigInteger(value).add(wild.more).toString();
    }

    /** Both sides, for messages. */
    @Override
    public String toString() {
        return text;
    }
}
