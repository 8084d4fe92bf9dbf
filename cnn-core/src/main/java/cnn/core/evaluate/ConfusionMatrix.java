package cnn.core.evaluate;

import cnn.core.text.Count;
import java.util.List;

/**
 * How often an image of one class was taken for another. Immutable.
 *
 * <p>For a class c: precision is the share of the images taken for c that are c; recall is the share of the images of c
 * that were taken for c; F1 is their harmonic mean. A share of nothing is NaN.
 */
public final class ConfusionMatrix {
    private final List<String> classes;
    private final int[][] counts;

    /**
     * A matrix of counts.
     *
     * @param classes the classes, in the order of their numbers
     * @param counts how often an image of class {@code [row]} was taken for class {@code [column]}; copied
     */
    public ConfusionMatrix(List<String> classes, int[][] counts) {
        this.classes = List.copyOf(classes);
        this.counts = new int[counts.length][];
        if (counts.length != classes.size()) {
            throw new IllegalArgumentException("A confusion matrix of "
                    + Count.of(classes.size(), "class") + " needs as many rows, but was given " + counts.length + ".");
        }
        for (int row = 0; row < counts.length; row++) {
            if (counts[row].length != classes.size()) {
                throw new IllegalArgumentException("A confusion matrix of "
                        + Count.of(classes.size(), "class") + " needs as many columns, but row " + row + " has "
                        + counts[row].length + ".");
            }
            this.counts[row] = counts[row].clone();
        }
    }

    /** The classes, in the order of their numbers. */
    public List<String> classes() {
        return classes;
    }

    /** How often an image of class {@code actual} was taken for class {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** A copy of all counts: {@code [actual][predicted]}. */
    public int[][] counts() {
        int[][] copy = new int[counts.length][];
        for (int row = 0; row < counts.length; row++) {
            copy[row] = counts[row].clone();
        }
        return copy;
    }

    /** Images of a class. */
    public int actual(int c) {
        int sum = 0;
        for (int count : counts[c]) {
            sum += count;
        }
        return sum;
    }

    /** Images that were taken for a class. */
    public int predicted(int c) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[c];
        }
        return sum;
    }

    /** All images. */
    public int total() {
        int sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += actual(c);
        }
        return sum;
    }

    /** Images that were taken for what they are. */
    public int correct() {
        int sum = 0;
        for (int c = 0; c < counts.length; c++) {
            sum += counts[c][c];
        }
        return sum;
    }

    /** Share of the images that were taken for what they are, in [0, 1]. */
    public double accuracy() {
        return (double) correct() / total();
    }

    /** Where the accuracy would lie on other images of the same kind, in 95 of 100 cases. */
    public AccuracyInterval interval() {
        return AccuracyInterval.of(correct(), total());
    }

    /** Share of the images taken for a class that belong to it, in [0, 1]. */
    public double precision(int c) {
        return (double) counts[c][c] / predicted(c);
    }

    /** Share of a class's images that were taken for it, in [0, 1]. */
    public double recall(int c) {
        return (double) counts[c][c] / actual(c);
    }

    /** Harmonic mean of precision and recall, in [0, 1]. */
    public double f1(int c) {
        return 2.0 * counts[c][c] / (actual(c) + predicted(c));
    }
}
