package cnn.core.image;

import cnn.api.Shape;
import cnn.api.data.Image;

/**
 * A picture in one byte per number: (H, W, C), channels last, 0 to 255. 1 channel is grey, 3 are red, green, blue.
 *
 * @param shape height, width, channels
 * @param pixels {@code shape.size()} bytes, unsigned; not copied
 */
public record ByteImage(Shape shape, byte[] pixels) {
    public ByteImage {
        if (!shape.isImage() || pixels.length != shape.size()) {
            throw new IllegalArgumentException("An image needs a shape (height, width, channels) and as many bytes, "
                    + "but was given shape " + shape + " and " + pixels.length + " bytes.");
        }
    }

    /** This picture with another size and 1 or 3 channels, see {@link #resized} and {@link #withChannels}. */
    public ByteImage fitted(Shape wanted) {
        return withChannels(wanted.channels()).resized(wanted.height(), wanted.width());
    }

    /**
     * As grey (1 channel) or as red, green, blue (3). Grey is Rec. 601 luma of the stored values,
     * 0.299 R + 0.587 G + 0.114 B, as image tools do it; nothing is linearised.
     */
    public ByteImage withChannels(int channels) {
        Channels.check(shape.channels(), channels);
        if (shape.channels() == channels) {
            return this;
        }
        byte[] changed = new byte[shape.height() * shape.width() * channels];
        if (channels == 3) {
            for (int i = 0; i < pixels.length; i++) {
                changed[3 * i] = changed[3 * i + 1] = changed[3 * i + 2] = pixels[i];
            }
        } else {
            for (int i = 0; i < changed.length; i++) {
                changed[i] = (byte) Channels.luma(pixels[3 * i] & 0xFF, pixels[3 * i + 1] & 0xFF,
                        pixels[3 * i + 2] & 0xFF);
            }
        }
        return new ByteImage(Shape.image(shape.height(), shape.width(), channels), changed);
    }

    /**
     * With another height and width: the mean over the area that a pixel covers along an axis that shrinks, linear
     * interpolation along one that grows. The picture is stretched where its proportions differ.
     */
    public ByteImage resized(int height, int width) {
        if (shape.height() == height && shape.width() == width) {
            return this;
        }
        Resampling resampling = new Resampling(shape, height, width);
        int row = shape.width() * shape.channels();
        float[] floats = new float[resampling.output().size()];
        resampling.apply((y, into) -> {
            for (int i = 0; i < row; i++) {
                into[i] = pixels[y * row + i] & 0xFF;
            }
        }, floats, new float[resampling.scratch()]);
        byte[] resized = new byte[floats.length];
        for (int i = 0; i < resized.length; i++) {
            resized[i] = (byte) (int) (floats[i] + 0.5f);
        }
        return new ByteImage(resampling.output(), resized);
    }

    /** Overwrites an image of the same shape, values in [0, 1]. */
    public void copyTo(Image target) {
        float[] floats = target.pixels();
        for (int i = 0; i < pixels.length; i++) {
            floats[i] = (pixels[i] & 0xFF) / 255f;
        }
    }

    /** As floats in [0, 1]. */
    public Image toImage() {
        Image image = Image.of(shape);
        copyTo(image);
        return image;
    }
}
