package cnn.vision;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Boxes that a network's candidates are told relative to, also called priors or default boxes; one for each candidate, in its order. */
public final class Anchors {
    /** Centre x and y, width, height of each. */
    private final float[] centred;

    private Anchors(float[] centred) {
        if (centred.length == 0 || centred.length % 4 != 0) {
            throw new IllegalArgumentException("Anchors have 4 numbers each but " + centred.length
                    + " were given. Give them one after the other.");
        }
        this.centred = centred;
    }

    /** From centre x and y, width and height of each. */
    public static Anchors ofCentres(float... numbers) {
        return new Anchors(numbers.clone());
    }

    /** From left, top, right and bottom of each. */
    public static Anchors ofCorners(float... numbers) {
        float[] centred = new float[numbers.length];
        for (int i = 0; i + 3 < numbers.length; i += 4) {
            centred[i] = (numbers[i] + numbers[i + 2]) / 2;
            centred[i + 1] = (numbers[i + 1] + numbers[i + 3]) / 2;
            centred[i + 2] = numbers[i + 2] - numbers[i];
            centred[i + 3] = numbers[i + 3] - numbers[i + 1];
        }
        return new Anchors(centred);
    }

    /**
     * From a text file. Its first line says what the numbers are, {@code x,y,width,height} (of the centre) or
     * {@code left,top,right,bottom}; each line below has four of them with commas or spaces between, in the order of the network's rows.
     *
     * @throws IllegalArgumentException where it has something else
     * @throws java.io.UncheckedIOException where it cannot be read
     */
    public static Anchors read(Path file) {
        return AnchorFile.read(file);
    }

    /**
     * Around every point of a grid the same boxes: row by row, in each row from left to right, at each point in the list's order. The
     * point in row y and column x is at {@code (stride · (x + offset), stride · (y + offset))}.
     *
     * @param rows points from top to bottom
     * @param columns points from left to right
     * @param stride pixels from one point to the next
     * @param offset where the first point is, in strides: 0.5 is the middle of its cell
     * @param sizes width and height of each box
     */
    public static Anchors grid(int rows, int columns, double stride, double offset, List<float[]> sizes) {
        if (rows < 1 || columns < 1 || 4L * rows * columns * sizes.size() > Integer.MAX_VALUE
                || sizes.stream().anyMatch(size -> size.length != 2)) {
            throw new IllegalArgumentException("A grid of " + rows + "×" + columns + " points with the sizes "
                    + sizes.stream().map(Arrays::toString).toList()
                    + " has no anchors. Give at least one row and column, "
                    + "and a width and a height of each box.");
        }
        float[] centred = new float[rows * columns * sizes.size() * 4];
        int at = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (float[] size : sizes) {
                    centred[at++] = (float) (stride * (x + offset));
                    centred[at++] = (float) (stride * (y + offset));
                    centred[at++] = size[0];
                    centred[at++] = size[1];
                }
            }
        }
        return new Anchors(centred);
    }

    /** These and then others: those of the next level of a pyramid. */
    public Anchors and(Anchors others) {
        float[] both = Arrays.copyOf(centred, centred.length + others.centred.length);
        System.arraycopy(others.centred, 0, both, centred.length, others.centred.length);
        return new Anchors(both);
    }

    /** Those of shares of the input, in [0, 1], in pixels of one of that size. */
    public Anchors scaled(int width, int height) {
        float[] scaled = centred.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= i % 2 == 0 ? width : height;
        }
        return new Anchors(scaled);
    }

    /** How many. */
    public int count() {
        return centred.length / 4;
    }

    /** One of them. */
    public Box box(int index) {
        return Box.ofCentre(centred[4 * index], centred[4 * index + 1], centred[4 * index + 2],
                centred[4 * index + 3]);
    }

    /**
     * An anchor moved by a network's four numbers: its centre by {@code (dx · width, dy · height)}, its sides times
     * {@code exp(dw)} and {@code exp(dh)}.
     */
    Box moved(int index, float dx, float dy, float dw, float dh) {
        float width = centred[4 * index + 2];
        float height = centred[4 * index + 3];
        return Box.ofCentre(centred[4 * index] + dx * width, centred[4 * index + 1] + dy * height,
                (float) (width * Math.exp(dw)), (float) (height * Math.exp(dh)));
    }
}
