package cnn.core.data;

import cnn.api.data.Target;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names of classes, labels and numbers must be, wherever they come from: there, whole, and to be told apart by
 * whoever reads them.
 */
public final class ClassNames {
    private static final String LOCALE = "Start Java in a UTF-8 locale, for example with LC_ALL=C.UTF-8.";
    private static final String RENAME = "It is not written in UTF-8 on the disk or in the file: write it in UTF-8; rename "
            + "a file or folder with mv, or many of an old system's with convmv -r -f ISO-8859-1 -t UTF-8 --notest.";
    private static final int FEW = 10;

    private ClassNames() {
    }

    /**
     * Checks names.
     *
     * @param source where they come from, for the message: {@code the folder 'images'}
     * @throws IllegalArgumentException naming the class, what is wrong with it and how to mend it
     */
    public static void check(@Nullable List<String> names, String source) {
        check(names, Target.Kind.CLASS, source);
    }

    /** Checks the names of a target's classes, labels or numbers, as {@link #check(List, String)}. */
    public static void check(@Nullable List<String> names, Target.Kind kind, String source) {
        String noun = kind.noun();
        if (names == null || names.isEmpty()) {
            throw new IllegalArgumentException("There are no " + noun + " names in " + source
                    + ". Name at least one " + noun + ".");
        }
        String one = Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
        Map<String, Integer> seen = new HashMap<>();
        for (int c = 0; c < names.size(); c++) {
            String name = names.get(c);
            String problem = problem(name);
            if (problem != null) {
                throw new IllegalArgumentException(one + " " + c + " in " + source + " " + problem);
            }
            Integer earlier = seen.putIfAbsent(Normalizer.normalize(name.strip(), Normalizer.Form.NFC), c);
            if (earlier != null) {
                throw new IllegalArgumentException(one + (one.endsWith("s") ? "es " : "s ") + earlier + " and " + c
                        + " in " + source
                        + (names.get(earlier).equals(name)
                                ? " have the same name '" + name + "'."
                                : " have names that look the same, '" + name + "', in other characters ("
                                        + escaped(names.get(earlier)) + " and " + escaped(name) + ").")
                        + " Give each " + noun + " a name of its own.");
            }
        }
    }

    private static @Nullable String problem(@Nullable String name) {
        if (name == null) {
            return "has no name (null). Give it one.";
        } else if (name.isBlank()) {
            return "has a blank name. Give it one with letters.";
        } else if (name.indexOf('\uFFFD') >= 0) {
            return "is called '" + name + "': letters were lost where the name was read. " + cure();
        }
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int type = Character.getType(name.codePointAt(i));
            if (type == Character.CONTROL || type == Character.SURROGATE || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                return "has a name with characters that cannot be shown: " + escaped(name)
                        + ". Use letters, digits, spaces and signs.";
            }
        }
        return null;
    }

    /** What helps where a name came broken: a JVM that reads UTF-8 is not what broke it. */
    static String cure() {
        return readsUtf8() ? RENAME : LOCALE;
    }

    /** Whether this JVM takes the names of files for UTF-8. */
    static boolean readsUtf8() {
        return System.getProperty("sun.jnu.encoding", "UTF-8").equalsIgnoreCase("UTF-8");
    }

    /** ASCII as it is, all else by its number. */
    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.chars().forEach(c -> text.append(c >= ' ' && c < 127
                ? String.valueOf((char) c)
                : String.format("\\u%04X",
                        c)));
        return text.toString();
    }

    /** The first of these, and how many more there are. */
    public static String few(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(FEW, names.size())))
                + (names.size() > FEW ? " and " + (names.size() - FEW) + " more" : "");
    }
}
