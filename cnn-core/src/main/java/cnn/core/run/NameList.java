package cnn.core.run;

import cnn.core.text.Count;
import cnn.core.text.Echo;
import java.util.List;
import java.util.stream.Collectors;

/** Names of parameters or layers as messages tell them: the first few, and how many more. */
final class NameList {
    private static final int MOST_NAMED = 8;

    private NameList() {
    }

    /** {@code a/weights, a/bias and 7 more}. */
    static String of(List<String> names) {
        return of(names, ", ");
    }

    static String of(List<String> names, String between) {
        return names.stream().limit(MOST_NAMED).map(Echo::of).collect(Collectors.joining(between))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : "");
    }

    /** {@code 2 parameters (a/weights, a/bias)}. */
    static String counted(List<String> names) {
        return Count.of(names.size(), "parameter") + " (" + of(names) + ")";
    }
}
