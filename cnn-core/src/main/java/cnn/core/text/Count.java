package cnn.core.text;

import java.util.Locale;

/** Numbers of things, as a sentence has them. Nouns are given for one thing, in English: {@code class}, {@code image}. */
public final class Count {
    private Count() {
    }

    /** {@code 1 image}, {@code 12,345 images}, {@code 2 classes}. */
    public static String of(long number, String noun) {
        return of(number) + " " + (number == 1 ? noun : several(noun));
    }

    /** {@code 12,345}. */
    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code is 1 image}, {@code are 2 images}. */
    public static String are(long number, String noun) {
        return (number == 1 ? "is " : "are ") + of(number, noun);
    }

    /** {@code images}, {@code classes}, {@code boxes}. */
    public static String several(String noun) {
        return noun + (noun.endsWith("s") || noun.endsWith("x") ? "es" : "s");
    }
}
