package cnn.core.image;

import cnn.core.text.Count;
import java.io.ByteArrayOutputStream;

/**
 * Checks a JPEG file's structure, which decoders take on trust, and reduces it to what pixels depend on: tables, frame
 * and scans. Texts, profiles and thumbnails can then do no harm, and no decoder guesses what the samples mean: that is
 * told by {@link Essentials#colours}. What follows the end mark is another picture or a camera's notes, and not looked at.
 *
 * <p>The end mark itself may be missing, as long as no scan lacks any of its data.
 *
 * <p>Source: ITU-T T.81, annex B; Adobe technical note 5116 for APP14.
 */
final class JpegFile {
    /**
     * Pixels that all scans together may go through: 20 scans of the largest picture. Files of any camera or program have
     * up to 12; one with thousands of scans is small and keeps a decoder busy for minutes.
     */
    static final long MAX_SCANNED = 20L * ImageDecoder.MAX_PIXELS;
    /** More components than 4 have no meaning that is known. */
    private static final int MAX_COMPONENTS = 4;
    private static final byte[] PLAIN_COLOURS = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0,
        0, 0, 0, 0};

    /** Zero bytes in a row that no picture has where a zero bit is part of a coefficient, see {@link #data}. */
    private static final int ZEROED = 48;

    private final byte[] file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int at = 2;
    private boolean jfif;
    private int adobe = -1;
    private int orientation;
    private JpegScans scans;
    private int width;
    private int height;
    private int[] ids = {};
    private int restart;
    private long scanned;
    private boolean sequential;
    /** For each table of codes whether its code of zeros alone stands for a coefficient. */
    private final boolean[] zerosCount = new boolean[16];

    private JpegFile(byte[] file) {
        this.file = file;
        kept.write(file, 0, 2);
        // "no conversion": the decoder hands out the samples that are stored
        kept.writeBytes(PLAIN_COLOURS);
    }

    /** What the samples of a pixel are. */
    enum Colours {
        GREY, RGB, YCC, CMYK, YCCK
    }

    /**
     * What matters.
     *
     * @param bytes a file whose samples a decoder gives as they are stored
     * @param colours what they mean
     * @param inverted whether CMYK is stored as 255 minus the ink, as Adobe does
     * @param orientation as {@link Orientation} has it
     */
    record Essentials(byte[] bytes, int width, int height, Colours colours, boolean inverted, int orientation) {
    }

    /** The file reduced to what matters. Throws {@link DecodeException} where it is damaged. */
    static Essentials read(byte[] bytes) throws DecodeException {
        return new JpegFile(bytes).essentials();
    }

    private Essentials essentials() throws DecodeException {
        while (segment()) {
            // all work is done there
        }
        if (scans == null || scans.isEmpty()) {
            throw new DecodeException("it ends before any pixels");
        }
        scans.checkComplete();
        kept.write(0xFF);
        kept.write(0xD9);
        return new Essentials(kept.toByteArray(), width, height, colours(), adobe >= 0,
                orientation == 0 ? 1 : orientation);
    }

    private Colours colours() throws DecodeException {
        return switch (ids.length) {
            case 1 -> Colours.GREY;
            case 3 -> {
                boolean named = ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B';
                yield !jfif && (adobe == 0 || adobe < 0 && named) ? Colours.RGB : Colours.YCC;
            }
            case 4 -> adobe > 0 ? Colours.YCCK : Colours.CMYK;
            default ->
                throw new DecodeException("it has " + Count.of(ids.length, "component") + ", and known are 1 (grey), 3 "
                        + "(colour) and 4 (CMYK)");
        };
    }

    /** Takes the next segment, and the data behind it; false after the last one. */
    private boolean segment() throws DecodeException {
        int start = at;
        while (at + 1 < file.length && u8(at) == 0xFF && (u8(at + 1) == 0xFF || u8(at + 1) == 0 && scans == null)) {
            at += u8(at + 1) == 0 ? 2 : 1;
        }
        if (at + 1 >= file.length) {
            return false;
        }
        if (u8(at) != 0xFF) {
            throw new DecodeException("it is damaged: " + (start == at ? "a part" : "a marker") + " is missing at byte "
                    + at);
        }
        int marker = u8(at + 1);
        if (marker == 0xD9) {
            return false;
        }
        if (marker < 0xC0 || marker >= 0xD0 && marker <= 0xD8) {
            throw new DecodeException("it is damaged: there is a part of unknown kind at byte " + at);
        }
        if (at + 4 > file.length) {
            throw new DecodeException("it is cut short");
        }
        int length = u16(at + 2);
        int end = at + 2 + length;
        if (length < 2 || end > file.length) {
            throw new DecodeException(length < 2 ? "it is damaged: a part has no length" : "it is cut short");
        }
        switch (marker) {
            case 0xC4 -> {
                codes(at + 4, end);
                keep(at, end);
            }
            case 0xDB -> {
                quantization(at + 4, end);
                keep(at, end);
            }
            case 0xDD -> {
                restart = length == 4 ? u16(at + 4) : 0;
                keep(at, end);
            }
            case 0xC0, 0xC1, 0xC2 -> frame(marker, length);
            case 0xDA -> {
                at = end = scan(length);
            }
            case 0xE0 -> jfif |= starts(at + 4, end, "JFIF\0");
            case 0xE1 -> {
                if (orientation == 0 && starts(at + 4, end, "Exif\0")) {
                    orientation = Orientation.inExif(file, at + 10, end);
                }
            }
            case 0xEE -> {
                if (starts(at + 4, end, "Adobe") && length >= 14) {
                    adobe = u8(at + 15);
                }
            }
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xCC -> throw new DecodeException(
                    "it is a JPEG of a rare kind (" + kind(marker) + "), which is not read");
            case 0xDC, 0xDE, 0xDF -> throw new DecodeException("it is a JPEG of a rare kind (hierarchical, or of "
                    + "unknown height), which is not read");
            default -> {
                // texts and the like
            }
        }
        at = end;
        return true;
    }

    private static String kind(int marker) {
        return switch (marker) {
            case 0xC3, 0xC7, 0xCB, 0xCF -> "lossless";
            case 0xC5, 0xC6 -> "hierarchical";
            default -> "arithmetic coding";
        };
    }

    /** Notes what each table's first code, which consists of zeros, stands for. */
    private void codes(int from, int end) throws DecodeException {
        for (int table = from; table < end;) {
            int symbols = 0;
            for (int i = table + 1; i <= table + 16 && i < end; i++) {
                symbols += u8(i);
            }
            if (table + 17 + symbols > end || symbols == 0) {
                throw new DecodeException("it is damaged: a table is too short");
            }
            if (u8(table) >= 16) {
                zerosCount[u8(table) & 15] = (u8(table + 17) & 15) != 0;
            }
            table += 17 + symbols;
        }
    }

    /** Steps of 0 would wipe out what they multiply; decoders do not look. */
    private void quantization(int from, int end) throws DecodeException {
        for (int table = from; table < end;) {
            int width = 1 + (u8(table) >> 4);
            int next = table + 1 + 64 * width;
            if (width > 2 || next > end) {
                throw new DecodeException("it is damaged: a table is too short");
            }
            for (int i = table + 1; i < next; i += width) {
                if (u8(i) == 0 && (width == 1 || u8(i + 1) == 0)) {
                    throw new DecodeException("it is damaged: a table has a step of 0");
                }
            }
            table = next;
        }
    }

    private void frame(int marker, int length) throws DecodeException {
        if (scans != null || length < 8 || length != 8 + 3 * u8(at + 9)) {
            throw new DecodeException("its header is damaged");
        }
        if (u8(at + 4) != 8) {
            throw new DecodeException("it has " + Count.of(u8(at + 4), "bit") + " a sample, and only 8 are read");
        }
        height = u16(at + 5);
        width = u16(at + 7);
        ImageDecoder.checkSize(width, height);
        ids = new int[u8(at + 9)];
        if (ids.length == 0 || ids.length > MAX_COMPONENTS) {
            throw new DecodeException("its header is damaged");
        }
        sequential = marker != 0xC2;
        scans = new JpegScans(width, height, !sequential);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = u8(at + 10 + 3 * i);
            int sampling = u8(at + 11 + 3 * i);
            if (!scans.add(ids[i], sampling >> 4, sampling & 15)) {
                throw new DecodeException("its header is damaged");
            }
        }
        keep(at, at + 2 + length);
    }

    /** Takes a scan with its data, and returns where that ends. */
    private int scan(int length) throws DecodeException {
        int count = length >= 3 ? u8(at + 4) : 0;
        if (scans == null || length != 6 + 2 * count || count < 1 || count > ids.length) {
            throw new DecodeException("it is damaged: the header of a scan is wrong");
        }
        int[] parts = new int[count];
        boolean dense = false;
        for (int i = 0; i < count; i++) {
            parts[i] = u8(at + 5 + 2 * i);
            dense |= sequential && zerosCount[u8(at + 6 + 2 * i) & 15];
        }
        int band = at + 5 + 2 * count;
        int units = scans.begin(parts, u8(band), u8(band + 1), u8(band + 2) >> 4, u8(band + 2) & 15);
        scanned += (long) width * height;
        if (scanned > MAX_SCANNED) {
            throw new DecodeException("it has too many scans: " + scans.count() + " and perhaps more over " + width
                    + "×"
                    + height + " pixels, and the limit is " + MAX_SCANNED / 1_000_000 + " million pixels in all scans");
        }
        int start = at;
        int end = data(at + 2 + length, units, dense);
        keep(start, end);
        return end;
    }

    /**
     * Runs over a scan's data up to the next marker. Restart marks come in turn, one less than there are intervals. Where a
     * code of zeros is a coefficient ({@code dense}), many zero bytes would be blocks whose 63 coefficients are all −1:
     * what a disk or a transfer has lost, which decodes without a complaint where the number of blocks happens to fit.
     */
    private int data(int from, int units, boolean dense) throws DecodeException {
        int marks = 0;
        int zeros = 0;
        int i = from;
        for (; i + 1 < file.length; i++) {
            zeros = file[i] == 0 ? zeros + 1 : 0;
            if (zeros >= ZEROED && dense) {
                throw new DecodeException("it is damaged: there are zeros in place of data before byte " + i);
            }
            if (file[i] != -1 || file[i + 1] == 0) {
                continue;
            }
            int next = u8(i + 1);
            if (next >= 0xD0 && next <= 0xD7) {
                if (restart == 0 || next - 0xD0 != (marks & 7)) {
                    throw new DecodeException("it is damaged: a restart mark is out of order");
                }
                marks++;
                i++;
            } else if (next != 0xFF) {
                break;
            }
        }
        if (i == from) {
            throw new DecodeException("it is cut short");
        }
        if (restart > 0 && marks != (units - 1) / restart) {
            throw new DecodeException("it is damaged: it has " + marks + " restart marks in a scan and needs "
                    + (units - 1) / restart);
        }
        // without an end mark the last byte may be the data's
        return i + 1 < file.length ? i : file.length;
    }

    private void keep(int from, int to) {
        kept.write(file, from, to - from);
    }

    private boolean starts(int from, int to, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (from + i >= to || u8(from + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int u8(int index) {
        return file[index] & 0xFF;
    }

    private int u16(int index) {
        return u8(index) << 8 | u8(index + 1);
    }
}
