package cnn.core.interop;

import java.math.BigInteger;
import java.util.Comparator;

/** Names in the order that people give them: numbers within them by size, {@code features.2} before {@code features.10}. */
enum NaturalOrder implements Comparator<String> {
    /** The only one. */
    NAMES;

    private static final String BETWEEN = "(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)";

    @Override
    public int compare(String a, String b) {
        String[] left = a.split(BETWEEN);
        String[] right = b.split(BETWEEN);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = isNumber(left[i]) && isNumber(right[i])
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length != right.length ? Integer.compare(left.length, right.length) : a.compareTo(b);
    }

    private static boolean isNumber(String piece) {
        return !piece.isEmpty() && piece.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
