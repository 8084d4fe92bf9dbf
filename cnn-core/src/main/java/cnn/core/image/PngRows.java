package cnn.core.image;

/**
 * Takes a PNG file's inflated data, and makes whole rows of it: puts passes in order and undoes filters.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, sections 8 and 9.
 */
final class PngRows {
    private final PngHeader header;
    private final PngSamples samples;
    /** Bytes of a pixel, at least 1: filters look so far to the left. */
    private final int step;

    private int number = -1;
    private PngHeader.Pass pass;
    private int y;
    private int bytes;
    private int filled;
    private byte[] row = {};
    private byte[] above = {};

    PngRows(PngHeader header, PngSamples samples) {
        this.header = header;
        this.samples = samples;
        this.step = Math.max(1, header.depth() * header.samples() / 8);
        nextPass();
    }

    private void nextPass() {
        do {
            number++;
            pass = number < header.passes() ? header.pass(number) : null;
        } while (pass != null && pass.isEmpty());
        if (pass != null) {
            y = 0;
            filled = 0;
            // the first byte tells the filter
            bytes = 1 + header.rowBytes(pass.columns());
            row = new byte[bytes];
            above = new byte[bytes];
        }
    }

    /** Takes the first bytes of an array; what is left after the last row is not looked at. */
    void add(byte[] data, int length) throws DecodeException {
        for (int at = 0; at < length && pass != null;) {
            int part = Math.min(length - at, bytes - filled);
            System.arraycopy(data, at, row, filled, part);
            at += part;
            filled += part;
            if (filled == bytes) {
                unfilter();
                samples.put(row, pass, y);
                byte[] finished = row;
                row = above;
                above = finished;
                filled = 0;
                if (++y == pass.rows()) {
                    nextPass();
                }
            }
        }
    }

    private void unfilter() throws DecodeException {
        switch (row[0]) {
            case 0 -> {
                // none
            }
            case 1 -> {
                for (int i = 1 + step; i < bytes; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 1; i < bytes; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 1; i <= step; i++) {
                    row[i] += (byte) ((above[i] & 0xFF) >> 1);
                }
                for (int i = 1 + step; i < bytes; i++) {
                    row[i] += (byte) ((row[i - step] & 0xFF) + (above[i] & 0xFF) >> 1);
                }
            }
            case 4 -> paeth(row, above, bytes, step);
            default -> throw new DecodeException("it is damaged: a row has filter " + (row[0] & 0xFF)
                    + ", and PNG has 0 to 4");
        }
    }

    /** Predicts by whichever of left, above and left above is nearest to left + above − left above. */
    private static void paeth(byte[] row, byte[] above, int bytes, int step) {
        for (int i = 1; i <= step; i++) {
            row[i] += above[i];
        }
        for (int i = 1 + step; i < bytes; i++) {
            int a = row[i - step] & 0xFF;
            int b = above[i] & 0xFF;
            int c = above[i - step] & 0xFF;
            int toA = Math.abs(b - c);
            int toB = Math.abs(a - c);
            int toC = Math.abs(a + b - 2 * c);
            row[i] += (byte) (toA <= toB && toA <= toC ? a : toB <= toC ? b : c);
        }
    }
}
