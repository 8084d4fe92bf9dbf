package cnn.core.text;

import java.util.List;
import java.util.stream.Collectors;

/** Names of parameters or layers as messages tell them: the first few, and how many more. */
public final class NameList {
    private static final int MOST_NAMED = 8;

    private NameList() {
    }

    /** {@code a/weights, a/bias and 7 more}. */
    public static String of(List<String> names) {
        return of(names, ", ");
    }

    /** The same with something else between them. */
    public static String of(List<String> names, String between) {
        return names.stream().limit(MOST_NAMED).map(Echo::of).collect(Collectors.joining(between))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }

    /** {@code 2 parameters (a/weights, a/bias)}. */
    public static String counted(List<String> names) {
        return Count.of(names.size(), "parameter") + " (" + of(names) + ")";
    }
}
