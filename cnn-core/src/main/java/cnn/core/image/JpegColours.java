package cnn.core.image;

import cnn.core.image.JpegFile.Colours;
import cnn.core.image.JpegFile.Essentials;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * What a JPEG picture's samples are in red, green and blue. Formulas, rounded to whole numbers and kept within 0 to 255,
 * for stored luma Y, chroma Cb and Cr, and inks C, M, Y, K of 0 to 255:
 *
 * <pre>
 * R = Y + 1.402 (Cr − 128)
 * G = Y − 0.34414 (Cb − 128) − 0.71414 (Cr − 128)
 * B = Y + 1.772 (Cb − 128)
 * R = (255 − C) (255 − K) / 255, and so on
 * </pre>
 *
 * The first three are in 65536ths, as the reference decoder has them, so that both agree to the bit. Profiles are not
 * applied.
 *
 * <p>Source: ITU-T T.871 (JFIF), section 7.
 */
final class JpegColours {
    private static final int HALF = 0x8000;
    private static final int[] RED_CR = table(91881, HALF);
    private static final int[] BLUE_CB = table(116130, HALF);
    private static final int[] GREEN_CR = table(-46802, 0);
    private static final int[] GREEN_CB = table(-22554, HALF);

    private JpegColours() {
    }

    private static int[] table(int factor, int plus) {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            table[i] = factor * (i - 128) + plus;
        }
        return table;
    }

    /** The picture that a decoder's samples make. */
    static ByteImage of(Raster raster, Essentials file) throws DecodeException {
        int bands = raster.getNumBands();
        int expected = switch (file.colours()) {
            case GREY -> 1;
            case RGB, YCC -> 3;
            case CMYK, YCCK -> 4;
        };
        if (bands != expected || raster.getWidth() != file.width() || raster.getHeight() != file.height()) {
            throw new DecodeException("its header is damaged");
        }
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        Pixels pixels = new Pixels(file.width(), file.height());
        int count = file.width() * file.height();
        switch (file.colours()) {
            case GREY -> {
                for (int p = 0; p < count; p++) {
                    int grey = samples[p] & 0xFF;
                    pixels.put(p, grey, grey, grey);
                }
            }
            case RGB -> {
                for (int p = 0, i = 0; p < count; p++, i += 3) {
                    pixels.put(p, samples[i] & 0xFF, samples[i + 1] & 0xFF, samples[i + 2] & 0xFF);
                }
            }
            case YCC -> {
                for (int p = 0, i = 0; p < count; p++, i += 3) {
                    int y = samples[i] & 0xFF;
                    int cb = samples[i + 1] & 0xFF;
                    int cr = samples[i + 2] & 0xFF;
                    pixels.put(p, red(y, cr), green(y, cb, cr), blue(y, cb));
                }
            }
            case CMYK, YCCK -> inks(pixels, samples, count, file);
        }
        return pixels.page();
    }

    private static void inks(Pixels pixels, byte[] samples, int count, Essentials file) {
        // what is stored is either the ink or, turned round, the light that it leaves
        int turn = file.inverted() ? 0 : 255;
        for (int p = 0, i = 0; p < count; p++, i += 4) {
            int c = samples[i] & 0xFF;
            int m = samples[i + 1] & 0xFF;
            int y = samples[i + 2] & 0xFF;
            if (file.colours() == Colours.YCCK) {
                int luma = c;
                int cb = m;
                int cr = y;
                c = 255 - red(luma, cr);
                m = 255 - green(luma, cb, cr);
                y = 255 - blue(luma, cb);
            }
            int light = Math.abs(turn - (samples[i + 3] & 0xFF));
            pixels.put(p, Pixels.product(Math.abs(turn - c), light), Pixels.product(Math.abs(turn - m), light),
                    Pixels.product(Math.abs(turn - y), light));
        }
    }

    private static int red(int y, int cr) {
        return clamp(y + (RED_CR[cr] >> 16));
    }

    private static int green(int y, int cb, int cr) {
        return clamp(y + (GREEN_CB[cb] + GREEN_CR[cr] >> 16));
    }

    private static int blue(int y, int cb) {
        return clamp(y + (BLUE_CB[cb] >> 16));
    }

    private static int clamp(int value) {
        return Math.clamp(value, 0, 255);
    }
}
