package cnn.core.image;

import cnn.api.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * A decoded picture as red, green and blue bytes on a white page. Grey and RGB samples are taken as they are stored:
 * {@link BufferedImage#getRGB} would pass grey through a colour conversion that brightens it.
 */
final class Pixels {
    private final int width;
    private final int height;
    private final byte[] rgb;
    private boolean coloured;

    Pixels(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    }

    /** The picture, with 1 channel where all of it is grey. */
    static ByteImage of(BufferedImage image) {
        return of(image, image.getWidth(), image.getHeight(), 0, 0);
    }

    /** As {@link #of(BufferedImage)}, but where all of it is transparent it is taken as opaque: an unused fourth byte. */
    static ByteImage withDoubtfulAlpha(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (model instanceof DirectColorModel direct && direct.hasAlpha() && isTransparent(image)) {
            ColorModel opaque = new DirectColorModel(direct.getPixelSize(), direct.getRedMask(), direct.getGreenMask(),
                    direct.getBlueMask());
            Pixels pixels = new Pixels(image.getWidth(), image.getHeight());
            pixels.colours(image.getRaster(), opaque, 0, 0);
            return pixels.page();
        }
        return of(image);
    }

    private static boolean isTransparent(BufferedImage image) {
        Raster raster = image.getRaster();
        int alpha = raster.getNumBands() - 1;
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                if (raster.getSample(raster.getMinX() + x, raster.getMinY() + y, alpha) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The picture lying on a larger white page. */
    static ByteImage of(BufferedImage image, int width, int height, int left, int top) {
        Pixels pixels = new Pixels(width, height);
        if (image.getWidth() < width || image.getHeight() < height) {
            Arrays.fill(pixels.rgb, (byte) 255);
        }
        if (image.getColorModel() instanceof ComponentColorModel model && hasPlainSamples(model)) {
            pixels.samples(image.getRaster(), model, left, top);
        } else {
            pixels.colours(image.getRaster(), image.getColorModel(), left, top);
        }
        return pixels.page();
    }

    /** The picture, with 1 channel where all of it is grey. */
    ByteImage page() {
        ByteImage page = new ByteImage(Shape.image(height, width, 3), rgb);
        return coloured ? page : page.withChannels(1);
    }

    private static boolean hasPlainSamples(ComponentColorModel model) {
        int space = model.getColorSpace().getType();
        int colours = model.getNumColorComponents();
        return (space == ColorSpace.TYPE_GRAY && colours == 1 || space == ColorSpace.TYPE_RGB && colours == 3)
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT)
                && !(model.hasAlpha() && model.isAlphaPremultiplied());
    }

    private void samples(Raster raster, ComponentColorModel model, int left, int top) {
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int max = (1 << model.getComponentSize(0)) - 1;
        int maxAlpha = model.hasAlpha() ? (1 << model.getComponentSize(bands - 1)) - 1 : 1;
        int[] row = new int[raster.getWidth() * bands];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            int to = (top + y) * width + left;
            for (int from = 0; from < row.length; from += bands, to++) {
                int alpha = model.hasAlpha() ? row[from + bands - 1] : maxAlpha;
                int red = onWhite(row[from], max, alpha, maxAlpha);
                if (colours == 1) {
                    put(to, red, red, red);
                } else {
                    put(to, red, onWhite(row[from + 1], max, alpha, maxAlpha),
                            onWhite(row[from + 2], max, alpha, maxAlpha));
                }
            }
        }
    }

    /** Palettes, packed pixels, and whatever needs a colour conversion, such as CMYK. */
    private void colours(Raster raster, ColorModel model, int left, int top) {
        Object element = null;
        for (int y = 0; y < raster.getHeight(); y++) {
            int to = (top + y) * width + left;
            for (int x = 0; x < raster.getWidth(); x++, to++) {
                element = raster.getDataElements(raster.getMinX() + x, raster.getMinY() + y, element);
                int argb = model.getRGB(element);
                int alpha = argb >>> 24;
                put(to, onWhite(argb >> 16 & 255, 255, alpha, 255), onWhite(argb >> 8 & 255, 255, alpha, 255),
                        onWhite(argb & 255, 255, alpha, 255));
            }
        }
    }

    /** 255 · (value/max · alpha/maxAlpha + 1 − alpha/maxAlpha), rounded. */
    static int onWhite(int value, int max, int alpha, int maxAlpha) {
        if (max == 255 && alpha == maxAlpha) {
            return value;
        }
        long whole = (long) max * maxAlpha;
        return (int) ((255 * (whole - (long) alpha * (max - value)) * 2 + whole) / (2 * whole));
    }

    /** {@code a · b / 255} of values 0 to 255, rounded. */
    static int product(int a, int b) {
        return (a * b + 127) / 255;
    }

    /** Puts several pixels, whose bytes are red, green and blue by turns. */
    void put(byte[] from, int start, int pixel, int count) {
        System.arraycopy(from, start, rgb, 3 * pixel, 3 * count);
        for (int i = start; !coloured && i < start + 3 * count; i += 3) {
            coloured = from[i] != from[i + 1] || from[i] != from[i + 2];
        }
    }

    void put(int pixel, int red, int green, int blue) {
        rgb[3 * pixel] = (byte) red;
        rgb[3 * pixel + 1] = (byte) green;
        rgb[3 * pixel + 2] = (byte) blue;
        coloured |= red != green || green != blue;
    }
}
