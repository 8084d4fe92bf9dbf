package cnn.core.image;

import java.util.Arrays;

/**
 * Makes pixels of the samples in a PNG file's rows, on a white page.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, sections 6, 7.2 and 11.3.2.
 */
final class PngSamples {
    private static final int WHITE = 0xFFFFFF;

    private final PngHeader header;
    private final Pixels pixels;
    private final int max;
    /** Red, green and blue of each number that a sample can be; null where pixels have several samples or 16 bits. */
    private final int[] table;
    private final int known;
    /** The samples of the one transparent colour; null without. */
    private final int[] clear;

    /**
     * Samples of a file.
     *
     * @param palette content of its PLTE chunk, empty without
     * @param transparency content of its tRNS chunk, empty without
     */
    PngSamples(PngHeader header, byte[] palette, byte[] transparency) {
        this.header = header;
        max = (1 << header.depth()) - 1;
        if (header.indexed()) {
            known = palette.length / 3;
            table = indexed(palette, transparency);
            clear = null;
        } else {
            clear = transparency.length == 0 ? null : clear(transparency, max);
            known = max + 1;
            table = header.colour() == 0 && header.depth() <= 8 ? greys(max, clear) : null;
        }
        pixels = new Pixels(header.width(), header.height());
    }

    private static int[] indexed(byte[] palette, byte[] transparency) {
        int[] table = new int[palette.length / 3];
        for (int i = 0; i < table.length; i++) {
            int alpha = i < transparency.length ? transparency[i] & 0xFF : 255;
            for (int j = 0; j < 3; j++) {
                table[i] = table[i] << 8 | Pixels.onWhite(palette[3 * i + j] & 0xFF, 255, alpha, 255);
            }
        }
        return table;
    }

    private static int[] greys(int max, int[] clear) {
        int[] table = new int[max + 1];
        for (int i = 0; i <= max; i++) {
            table[i] = clear != null && clear[0] == i ? WHITE : Pixels.onWhite(i, max, 1, 1) * 0x010101;
        }
        return table;
    }

    /** Two bytes each, of which those beyond a sample's bits do not count. */
    private static int[] clear(byte[] transparency, int max) {
        int[] clear = new int[transparency.length / 2];
        for (int i = 0; i < clear.length; i++) {
            clear[i] = ((transparency[2 * i] & 0xFF) << 8 | transparency[2 * i + 1] & 0xFF) & max;
        }
        return clear;
    }

    /** The picture, with 1 channel where all of it is grey. */
    ByteImage picture() {
        return pixels.page();
    }

    /** Takes a row, whose first byte does not count. */
    void put(byte[] row, PngHeader.Pass pass, int y) throws DecodeException {
        int to = (pass.top() + y * pass.down()) * header.width() + pass.left();
        if (table != null) {
            look(row, pass, to);
        } else if (header.depth() == 8 && header.colour() == 2 && clear == null && pass.across() == 1) {
            pixels.put(row, 1, to, pass.columns());
        } else if (header.samples() < 3) {
            greys(row, pass, to);
        } else {
            colours(row, pass, to);
        }
    }

    private void look(byte[] row, PngHeader.Pass pass, int to) throws DecodeException {
        int depth = header.depth();
        for (int i = 0, p = to; i < pass.columns(); i++, p += pass.across()) {
            int index = row[1 + (i * depth >> 3)] >> 8 - depth - (i * depth & 7) & max;
            if (index >= known) { // other decoders take black, or what lies behind the palette
                throw new DecodeException("it is damaged: a pixel has colour " + index + " of a palette of " + known
                        + ", which begins with 0");
            }
            int rgb = table[index];
            pixels.put(p, rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
        }
    }

    private void greys(byte[] row, PngHeader.Pass pass, int to) {
        int step = header.samples();
        for (int i = 0, p = to; i < pass.columns(); i++, p += pass.across()) {
            int value = sample(row, i * step);
            int alpha = step == 2
                    ? sample(row, i * step + 1)
                    : clear != null && clear[0] == value ? 0 : max;
            int grey = Pixels.onWhite(value, max, alpha, max);
            pixels.put(p, grey, grey, grey);
        }
    }

    private void colours(byte[] row, PngHeader.Pass pass, int to) {
        int step = header.samples();
        int[] rgb = new int[3];
        for (int i = 0, p = to; i < pass.columns(); i++, p += pass.across()) {
            for (int j = 0; j < 3; j++) {
                rgb[j] = sample(row, i * step + j);
            }
            int alpha = step == 4 ? sample(row, i * step + 3) : clear != null && Arrays.equals(clear, rgb) ? 0 : max;
            pixels.put(p, Pixels.onWhite(rgb[0], max, alpha, max), Pixels.onWhite(rgb[1], max, alpha, max),
                    Pixels.onWhite(rgb[2], max, alpha, max));
        }
    }

    /** A sample of 8 or 16 bits. */
    private int sample(byte[] row, int number) {
        return max == 255
                ? row[1 + number] & 0xFF
                : (row[1 + 2 * number] & 0xFF) << 8 | row[2 + 2 * number] & 0xFF;
    }
}
