package cnn.api.kernel;

/**
 * A few neighbouring pixels taken for one with more channels, so that an image with few channels fills whole vectors:
 * with 3 channels, 32 pixels are one of 96. What there is of each channel (a mean, a factor) is repeated for every pixel
 * of the group; sums are found for every pixel of the group and then folded. The group follows from the channels alone,
 * never from the width of a vector, so that sums are the same everywhere.
 *
 * @param channels channels of one pixel
 */
public record PixelGroup(int channels) {
    /** From so many channels on a group is one pixel: four of the widest vectors, whose sums hide each other's latency. */
    public static final int FULL = 64;
    private static final int WIDEST_VECTOR = 16;
    private static final int WORTH_WHOLE_VECTORS = 32;

    /** Pixels in a group, a power of two. */
    public int pixels() {
        int pixels = 1;
        while (pixels * channels < FULL
                || channels < WORTH_WHOLE_VECTORS && pixels * channels % WIDEST_VECTOR != 0) {
            pixels *= 2;
        }
        return pixels;
    }

    /** Numbers in a group: the channels that kernels are told. */
    public int width() {
        return pixels() * channels;
    }

    /** Repeats the first pixel's numbers, {@code values[at …]}, for the group's others. */
    public void repeat(float[] values, int at) {
        int width = width();
        for (int done = channels; done < width; done *= 2) {
            System.arraycopy(values, at, values, at + done, done);
        }
    }

    /** Adds the other pixels' numbers, in order, to those of the first. */
    public void fold(float[] values, int at) {
        int width = width();
        for (int pixel = channels; pixel < width; pixel += channels) {
            for (int c = 0; c < channels; c++) {
                values[at + c] += values[at + pixel + c];
            }
        }
    }
}
