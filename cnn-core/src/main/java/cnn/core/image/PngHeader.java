package cnn.core.image;

import cnn.core.text.Count;
import java.nio.ByteBuffer;

/**
 * What a PNG file's header tells of its pixels.
 *
 * @param depth bits of a sample
 * @param colour the colour type: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 * @param interlaced whether the rows come in seven passes
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    private static final int IHDR = 0x49484452;

    /** Of each pass: first column and row, step across and down. */
    private static final int[][] PASSES = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4},
        {1, 0, 2, 2}, {0, 1, 1, 2}};
    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    /** The header at the start of a file. */
    static PngHeader of(ByteBuffer file) throws DecodeException {
        if (file.limit() < 33 || file.getInt(8) != 13 || file.getInt(12) != IHDR) {
            throw new DecodeException("its header is damaged");
        }
        PngHeader header = new PngHeader(file.getInt(16), file.getInt(20), file.get(24), file.get(25),
                file.get(28) == 1);
        int depth = header.depth;
        boolean known = switch (header.colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            default -> false;
        };
        if (!known) {
            throw new DecodeException("PNG has no colour type " + header.colour + " with " + Count.of(depth, "bit"));
        }
        if (header.width < 1 || header.height < 1 || file.get(26) != 0 || file.get(27) != 0
                || (file.get(28) & ~1) != 0) {
            throw new DecodeException("its header is damaged");
        }
        ImageDecoder.checkSize(header.width, header.height);
        return header;
    }

    boolean indexed() {
        return colour == 3;
    }

    boolean alpha() {
        return colour == 4 || colour == 6;
    }

    /** Samples of a pixel. */
    int samples() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    int passes() {
        return interlaced ? PASSES.length : 1;
    }

    Pass pass(int number) {
        int[] pass = interlaced ? PASSES[number] : WHOLE[0];
        return new Pass(pass[0], pass[1], pass[2], pass[3], Math.ceilDiv(width - pass[0], pass[2]),
                Math.ceilDiv(height - pass[1], pass[3]));
    }

    /** Bytes of a row of so many pixels, without the one that tells its filter. */
    int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * depth * samples() + 7) / 8);
    }

    /** Bytes of all rows, each with the one that tells its filter. */
    long bytes() {
        long sum = 0;
        for (int i = 0; i < passes(); i++) {
            Pass pass = pass(i);
            sum += pass.isEmpty() ? 0 : pass.rows * (1L + rowBytes(pass.columns));
        }
        return sum;
    }

    /** Which pixels a pass brings. */
    record Pass(int left, int top, int across, int down, int columns, int rows) {
        boolean isEmpty() {
            return columns < 1 || rows < 1;
        }
    }
}
