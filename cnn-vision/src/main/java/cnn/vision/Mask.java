package cnn.vision;

import cnn.api.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Pixels that belong together.
 *
 * @param height rows of the picture
 * @param width columns of the picture
 * @param pixels those that belong to it, row by row; not copied, to be read only
 */
public record Mask(int height, int width, BitSet pixels) {
    public Mask {
        if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE
                || pixels.length() > height * width) {
            throw new IllegalArgumentException("A mask of " + height + "×" + width + " pixels cannot have the pixel "
                    + (pixels.length() - 1) + ". Give those of each row after those of the one above.");
        }
    }

    /**
     * The pixels whose score exceeds a threshold.
     *
     * @param scores (H, W), (1, H, W) or (1, 1, H, W)
     */
    public static Mask above(Tensor scores, double threshold) {
        Planes planes = Planes.of(scores);
        return above(scores, threshold, planes.height(), planes.width());
    }

    /** The same at another resolution: scores are interpolated linearly before they are compared. */
    public static Mask above(Tensor scores, double threshold, int height, int width) {
        Planes planes = Planes.of(scores);
        Planes.checkSize(height, width);
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException(
                    "The threshold is no number, and no score exceeds it. Use for example 0.5.");
        }
        if (planes.count() != 1) {
            throw new IllegalArgumentException("The output " + scores.shape() + " has " + planes.count()
                    + " maps, and a mask is made of one. Use ClassMap for several.");
        }
        BitSet pixels = new BitSet(height * width);
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            planes.row(0, y, height, row);
            for (int x = 0; x < width; x++) {
                pixels.set(y * width + x, row[x] > threshold);
            }
        }
        return new Mask(height, width, pixels);
    }

    /** Whether a pixel belongs to it. */
    public boolean has(int row, int column) {
        return pixels.get(row * width + column);
    }

    /** How many pixels. */
    public int area() {
        return pixels.cardinality();
    }

    /**
     * The smallest box around it.
     *
     * @throws IllegalStateException where it has no pixels
     */
    public Box box() {
        if (pixels.isEmpty()) {
            throw new IllegalStateException("The mask has no pixels, and so no box. Ask for its area() first.");
        }
        int left = width;
        int right = 0;
        for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
            left = Math.min(left, i % width);
            right = Math.max(right, i % width + 1);
        }
        return new Box(left, pixels.nextSetBit(0) / width, right, (pixels.length() - 1) / width + 1);
    }

    /** Intersection over union, in [0, 1]; 0 where neither has a pixel. */
    public double overlap(Mask other) {
        if (other.height != height || other.width != width) {
            throw new IllegalArgumentException("Masks of " + height + "×" + width + " and " + other.height + "×"
                    + other.width + " pixels cannot be compared. Make both of one size.");
        }
        BitSet both = (BitSet) pixels.clone();
        both.and(other.pixels);
        BitSet either = (BitSet) pixels.clone();
        either.or(other.pixels);
        return either.isEmpty() ? 0 : (double) both.cardinality() / either.cardinality();
    }

    /** Its connected parts: pixels that share an edge are of one. In the order of their first pixels. */
    public List<Mask> components() {
        List<Mask> parts = new ArrayList<>();
        BitSet left = (BitSet) pixels.clone();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int first = left.nextSetBit(0); first >= 0; first = left.nextSetBit(first)) {
            BitSet part = new BitSet(height * width);
            left.clear(first);
            open.push(first);
            while (!open.isEmpty()) {
                int at = open.pop();
                part.set(at);
                take(at - width, at >= width, left, open);
                take(at - 1, at % width > 0, left, open);
                take(at + 1, at % width < width - 1, left, open);
                take(at + width, at + width < height * width, left, open);
            }
            parts.add(new Mask(height, width, part));
        }
        return List.copyOf(parts);
    }

    private static void take(int pixel, boolean inside, BitSet left, ArrayDeque<Integer> open) {
        if (inside && left.get(pixel)) {
            left.clear(pixel);
            open.push(pixel);
        }
    }
}
