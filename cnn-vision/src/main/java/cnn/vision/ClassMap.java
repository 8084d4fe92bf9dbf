package cnn.vision;

import cnn.api.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.BitSet;

/**
 * The class of each pixel, as networks for segmentation tell it.
 *
 * @param height rows
 * @param width columns
 * @param classes row by row, numbers from 0; not copied
 */
public record ClassMap(int height, int width, int[] classes) {
    private static final int COLOURS = 256;

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

    /**
     * From the classes' numbers themselves, as networks give them that end in an arg max.
     *
     * @param numbers (H, W), or batches and channels of one in front
     * @throws IllegalArgumentException where one is no whole number from 0 on
     */
    public static ClassMap ofNumbers(Tensor numbers) {
        Planes planes = Planes.of(numbers);
        if (planes.count() != 1) {
            throw new IllegalArgumentException("The output " + numbers.shape() + " has " + planes.count()
                    + " maps, and the numbers of classes are one. Take its highest scores, with of.");
        }
        int[] classes = new int[planes.height() * planes.width()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) numbers.data()[i];
            if (classes[i] != numbers.data()[i] || classes[i] < 0) {
                throw new IllegalArgumentException("The output " + numbers.shape() + " has " + numbers.data()[i]
                        + " in row " + i / planes.width() + " and column " + i % planes.width()
                        + ", but classes have whole numbers from 0 on. If these are scores of one class, compare them with "
                        + "a threshold: Mask.above.");
            }
        }
        return new ClassMap(planes.height(), planes.width(), classes);
    }

    private static ClassMap of(Planes planes, int height, int width) {
        Planes.checkSize(height, width);
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

    /**
     * A picture whose pixels are the numbers, shown in the {@linkplain Palette palette's} colours: what PASCAL VOC and its tools keep
     * segmentations in, as PNG files.
     *
     * @throws IllegalArgumentException where a number is above 255
     */
    public BufferedImage indexed() {
        byte[] red = new byte[COLOURS];
        byte[] green = new byte[COLOURS];
        byte[] blue = new byte[COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            Color colour = Palette.of(i);
            red[i] = (byte) colour.getRed();
            green[i] = (byte) colour.getGreen();
            blue[i] = (byte) colour.getBlue();
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, COLOURS, red, green, blue));
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] >= COLOURS) {
                throw new IllegalArgumentException(
                        "A picture with a byte for each pixel holds the classes 0 to 255, but "
                                + "the map has " + classes[i] + ". Keep the numbers themselves.");
            }
            picture.getRaster().setSample(i % width, i / width, 0, classes[i]);
        }
        return picture;
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
