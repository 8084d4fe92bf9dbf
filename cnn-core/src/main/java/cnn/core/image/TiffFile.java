package cnn.core.image;

import cnn.core.text.Count;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the first page of a TIFF file: grey, palette, RGB and CMYK of 1 to 16 bits, with alpha, in strips or tiles. What
 * the samples mean is decided here, so that they are taken as they are stored; a library undoes the compression. What is
 * another format inside (JPEG and the like), or no plain number (floats, Lab, YCbCr), is refused.
 *
 * <p>The format has no checksum; but strips that lie outside of the file, are missing or too short are found.
 *
 * <p>Source: Adobe, TIFF 6.0.
 */
final class TiffFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIPS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANAR = 284;
    private static final int COLOUR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILES = 324;
    private static final int TILE_BYTES = 325;
    private static final int INKS = 332;
    private static final int EXTRA = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34675;

    private final byte[] file;
    private final TiffDirectory directory;
    private final int width;
    private final int height;
    private final int bits;
    private final int samples;
    private final int meaning;
    private final int colours;

    private TiffFile(byte[] bytes) throws DecodeException {
        file = bytes;
        directory = new TiffDirectory(bytes);
        width = directory.one(WIDTH, 0);
        height = directory.one(HEIGHT, 0);
        ImageDecoder.checkSize(width, height);
        bits = directory.same(BITS, 1);
        samples = directory.one(SAMPLES, 1);
        meaning = directory.one(PHOTOMETRIC, -1);
        colours = switch (meaning) {
            case 0, 1, 3 -> 1;
            case 2 -> 3;
            case 5 -> 4;
            default -> throw unread(switch (meaning) {
                case 6 -> "YCbCr colours";
                case 8, 9, 10 -> "Lab colours";
                default -> "colours of kind " + meaning;
            });
        };
    }

    private static DecodeException unread(String what) {
        return new DecodeException("it is a TIFF with " + what + ", which is not read");
    }

    static ByteImage decode(byte[] bytes) throws IOException, DecodeException {
        TiffFile tiff = new TiffFile(bytes);
        tiff.check();
        byte[] plain = tiff.directory.without(PROFILE);
        Raster raster = Readers.read(new TIFFImageReaderSpi(), plain, reader -> reader.readRaster(0, null));
        if (tiff.isFax()) {
            requireSame(raster,
                    Readers.read(Readers.Native.TIFF.provider(), plain, reader -> reader.read(0)).getRaster());
        }
        return Orientation.upright(tiff.picture(raster), tiff.orientation());
    }

    private boolean isFax() {
        int compression = directory.one(COMPRESSION, 1);
        return compression >= 2 && compression <= 4;
    }

    /**
     * A fax has neither lengths nor sums, and the library leaves white whatever it cannot read, without a complaint. Java's
     * own reader complains, but not about all: what both read alike is taken. Such files are small.
     */
    private static void requireSame(Raster one, Raster other) throws DecodeException {
        int[] row = new int[one.getWidth()];
        int[] second = new int[one.getWidth()];
        boolean same = one.getWidth() == other.getWidth() && one.getHeight() == other.getHeight();
        for (int y = 0; same && y < one.getHeight(); y++) {
            same = Arrays.equals(one.getSamples(one.getMinX(), one.getMinY() + y, row.length, 1, 0, row),
                    other.getSamples(other.getMinX(), other.getMinY() + y, row.length, 1, 0, second));
        }
        if (!same) {
            throw new DecodeException("it is damaged: two readers find different pixels in its codes");
        }
    }

    /** One number, as in an Exif block; what makes no sense leaves the picture as it is. */
    private int orientation() {
        long[] values = directory.all(ORIENTATION);
        return values == null || values.length != 1 || values[0] > 8 ? 1 : (int) values[0];
    }

    private void check() throws DecodeException {
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 || bits < 8 && colours != 1) {
            throw unread((bits < 0 ? "samples of different lengths" : Count.of(bits, "bit") + " a sample")
                    + " for these colours");
        }
        if (directory.same(SAMPLE_FORMAT, 1) != 1) {
            throw unread("samples that are no whole numbers from 0 on");
        }
        boolean told = directory.all(EXTRA) != null;
        if (samples < colours || samples > colours + 4 || samples > 1 && bits < 8 || samples - colours > 1 && !told) {
            throw unread(Count.of(samples, "sample") + " a pixel for these colours");
        }
        if (meaning == 5 && directory.one(INKS, 1) != 1) {
            throw unread("inks that are not CMYK");
        }
        int compression = directory.one(COMPRESSION, 1);
        switch (compression) {
            case 1, 2, 3, 4, 5, 8, 32_773, 32_946 -> {
                // none, fax, LZW, deflate, runs
            }
            case 6, 7 -> throw unread("JPEG inside");
            default -> throw unread("compression " + compression);
        }
        if (meaning == 3) {
            long[] map = directory.all(COLOUR_MAP);
            if (map == null || map.length != 3 << bits) {
                throw new DecodeException("its palette is missing");
            }
        }
        checkParts(compression);
    }

    private void checkParts(int compression) throws DecodeException {
        boolean tiled = directory.all(TILES) != null;
        long partWidth = tiled ? directory.one(TILE_WIDTH, 0) : width;
        long partHeight = tiled
                ? directory.one(TILE_HEIGHT, 0)
                : Math.min(height, directory.one(ROWS_PER_STRIP, height));
        long[] starts = directory.all(tiled ? TILES : STRIPS);
        long[] lengths = directory.all(tiled ? TILE_BYTES : STRIP_BYTES);
        if (partWidth < 1 || partHeight < 1 || starts == null || lengths == null) {
            throw new DecodeException("it is damaged: it does not say where its pixels are");
        }
        ImageDecoder.checkSize(partWidth, partHeight);
        boolean planar = directory.one(PLANAR, 1) == 2;
        long down = (height + partHeight - 1) / partHeight;
        long count = (width + partWidth - 1) / partWidth * down * (planar ? samples : 1);
        if (starts.length != count || lengths.length != count) {
            throw new DecodeException("it is damaged: it lists " + Math.min(starts.length, lengths.length) + " of "
                    + Count.of(count, "part"));
        }
        directory.checkApart(starts, lengths);
        long row = (partWidth * bits * (planar ? 1 : samples) + 7) / 8;
        for (int i = 0; i < count; i++) {
            if (lengths[i] < 1 || starts[i] < 8 || starts[i] + lengths[i] > file.length) {
                throw new DecodeException("it is cut short: part " + (i + 1) + " of " + count
                        + " lies behind its end or is empty");
            }
            long rows = tiled ? partHeight : Math.min(partHeight, height - i % down * partHeight);
            // the last part may have been filled up to the length of the others
            long most = compression == 1 ? row * (down > 1 ? partHeight : rows) + row - 1 : Long.MAX_VALUE;
            if (lengths[i] > most) {
                throw new DecodeException(
                        "it is damaged: a part of it has " + Count.of(lengths[i], "byte") + ", and its rows need "
                                + Count.of(row * rows));
            }
            TiffStrip.check(file, (int) starts[i], (int) lengths[i], compression, row * rows);
        }
    }

    private ByteImage picture(Raster raster) {
        Pixels pixels = new Pixels(width, height);
        int bands = raster.getNumBands();
        int max = (1 << bits) - 1;
        int extra = bands > colours ? directory.one(EXTRA, 0) : 0;
        boolean alpha = extra == 1 || extra == 2;
        long[] map = directory.all(COLOUR_MAP);
        int[] row = new int[width * bands];
        for (int y = 0, p = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int i = 0; i < row.length; i += bands, p++) {
                int cover = alpha ? row[i + colours] : max;
                // premultiplied samples have been laid on black already
                boolean laid = extra == 1;
                switch (meaning) {
                    case 3 -> pixels.put(p, (int) map[row[i]] >> 8, (int) map[max + 1 + row[i]] >> 8,
                            (int) map[2 * (max + 1) + row[i]] >> 8);
                    case 5 -> {
                        int light = 255 - Pixels.onWhite(row[i + 3], max, max, max);
                        pixels.put(p, ink(row[i], light, max), ink(row[i + 1], light, max),
                                ink(row[i + 2], light, max));
                    }
                    case 2 -> pixels.put(p, page(row[i], cover, max, laid), page(row[i + 1], cover, max, laid),
                            page(row[i + 2], cover, max, laid));
                    default -> {
                        int grey = page(meaning == 0 ? max - row[i] : row[i], cover, max, laid);
                        pixels.put(p, grey, grey, grey);
                    }
                }
            }
        }
        return pixels.page();
    }

    private static int ink(int value, int light, int max) {
        return Pixels.product(255 - Pixels.onWhite(value, max, max, max), light);
    }

    private static int page(int value, int cover, int max, boolean laid) {
        return laid
                ? Pixels.onWhite(Math.min(max, value + max - cover), max, max, max)
                : Pixels.onWhite(value, max, cover, max);
    }
}
