package cnn.core.image;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.text.Count;
import java.awt.image.BufferedImage;

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
                    + "but was given shape " + shape + " and " + Count.of(pixels.length, "byte") + ".");
        }
    }

    /**
     * A picture that an application has decoded or drawn: its samples as {@link ImageDecoder} would take them from a file,
     * transparent parts on white, with 1 channel where all of it is grey.
     */
    public static ByteImage of(BufferedImage picture) {
        return Pixels.of(picture);
    }

    /** This picture with another size and 1 or 3 channels, as {@link Fitting} says. */
    public ByteImage fitted(Shape wanted, Resize resize) {
        return shape.equals(wanted) ? this : Fitting.of(shape, wanted, resize).apply(this);
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

    /** With another height and width, stretched where its proportions differ. */
    public ByteImage resized(int height, int width) {
        return fitted(Shape.image(height, width, shape.channels()), Resize.STRETCH);
    }

    /** Overwrites an image of the same shape, values in [0, 1]. */
    public void copyTo(Image target) {
        copy(pixels, target.pixels());
    }

    /** Overwrites numbers with as many bytes, as values in [0, 1]. */
    public static void copy(byte[] bytes, float[] floats) {
        for (int i = 0; i < bytes.length; i++) {
            floats[i] = (bytes[i] & 0xFF) / 255f;
        }
    }

    /** As floats in [0, 1]. */
    public Image toImage() {
        Image image = Image.of(shape);
        copyTo(image);
        return image;
    }
}
