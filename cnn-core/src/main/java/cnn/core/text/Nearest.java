package cnn.core.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was probably meant to be. */
public final class Nearest {
    /** A distance takes as many steps as the product of both lengths. */
    private static final int LONGEST = 100;
    /** Letters from which a part of a word says which word is meant. */
    private static final int MEANINGFUL = 4;

    private Nearest() {
    }

    /**
     * The word nearest to a misspelt one: at most 2 slips away, or a third of its length, where a slip is a letter
     * added, left out, changed, or swapped with its neighbour; failing that, the shortest word that contains it, where
     * that means something: it has 4 letters, or is a whole word between hyphens. Case, hyphens and underscores do not
     * count. Nothing is near to a text that is longer than any name.
     */
    public static Optional<String> to(String given, Collection<String> words) {
        String plain = plain(given);
        if (plain.length() > LONGEST) {
            return Optional.empty();
        }
        String best = null;
        int bestSlips = Math.max(2, plain.length() / 3) + 1;
        for (String word : words) {
            int slips = slips(plain, plain(word));
            if (slips < bestSlips && slips < Math.max(plain.length(), plain(word).length())) {
                best = word;
                bestSlips = slips;
            }
        }
        if (best == null && plain.length() > 1) {
            for (String word : words) {
                if (isPart(plain, word) && (best == null || word.length() < best.length())) {
                    best = word;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** A sentence for the end of a message, with a space before it: {@code " Did you mean 'conv2d'?"}, or nothing. */
    public static String question(String given, Collection<String> words) {
        return to(given, words).map(word -> " Did you mean '" + word + "'?").orElse("");
    }

    private static boolean isPart(String plain, String word) {
        return plain.length() >= MEANINGFUL
                ? plain(word).contains(plain)
                : List.of(word.toLowerCase(Locale.ROOT).split("[-_]")).contains(plain);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Damerau's distance, each letter moved at most once (optimal string alignment). */
    static int slips(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + changed);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
