package cnn.vision;

import cnn.api.Tensor;
import java.util.BitSet;

/**
 * The class of each pixel, as networks for segmentation tell it.
 *
 * @param height rows
 * @param width columns
 * @param classes row by row, numbers from 0; not copied
 */
public record ClassMap(int height, int width, int[] classes) {
    public ClassMap {
        if (height < 1 || width < 1 || classes.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "A map of " + height + "×" + width + " pixels was given " + classes.length
                            + " classes. Give one for each pixel.");
        }
        for (int one : classes) {
            if (one < 0) {
                throw new IllegalArgumentException("Classes have numbers from 0 on, but one was given as " + one + ".");
            }
        }
    }

    /**
     * Of each pixel the class with the highest score, of equal ones the first.
     *
     * @param scores (C, H, W), or a batch of one in front
     */
    public static ClassMap of(Tensor scores) {
        Planes planes = Planes.of(scores);
        return of(planes, planes.height(), planes.width());
    }

    /**
     * The same at another resolution: scores are interpolated linearly before the highest is taken, so that edges are smooth. Pixels are
     * areas, as in PyTorch without {@code align_corners}.
     *
     * @param scores (C, H, W), or a batch of one in front
     */
    public static ClassMap of(Tensor scores, int height, int width) {
        return of(Planes.of(scores), height, width);
    }

    /**
     * As {@link #of(Tensor, int, int)} for scores with the classes behind, as networks of this framework give them.
     *
     * @param scores (H, W, C)
     */
    public static ClassMap ofChannelsLast(Tensor scores, int height, int width) {
        return of(Planes.ofChannelsLast(scores), height, width);
    }

    private static ClassMap of(Planes planes, int height, int width) {
        int[] classes = new int[height * width];
        float[] best = new float[width];
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            planes.row(0, y, height, best);
            for (int c = 1; c < planes.count(); c++) {
                planes.row(c, y, height, row);
                for (int x = 0; x < width; x++) {
                    if (row[x] > best[x]) {
                        best[x] = row[x];
                        classes[y * width + x] = c;
                    }
                }
            }
        }
        return new ClassMap(height, width, classes);
    }

    /** The class in a row and column. */
    public int at(int row, int column) {
        return classes[row * width + column];
    }

    /** The pixels of one class. */
    public Mask mask(int ofClass) {
        BitSet pixels = new BitSet(classes.length);
        for (int i = 0; i < classes.length; i++) {
            pixels.set(i, classes[i] == ofClass);
        }
        return new Mask(height, width, pixels);
    }
}
