package cnn.core.image;

import cnn.core.text.Count;

/**
 * Reads the portable anymap formats: PBM, PGM, PPM as text or binary, and PAM, up to 16 bits a sample. Of several pictures
 * in a file the first is taken. Read here rather than by a library: the format is one header and the samples, and a
 * library's reader passes over samples that are larger than the largest.
 *
 * <p>Source: Netpbm, manual pages pbm(5), pgm(5), ppm(5) and pam(5).
 */
final class PnmFile {
    private static final int MOST = 65535;

    private final byte[] file;
    private int at = 2;
    private int width;
    private int height;
    private int bands = 1;
    private int colours = 1;
    private int max = 1;

    private PnmFile(byte[] file) {
        this.file = file;
    }

    static ByteImage decode(byte[] bytes) throws DecodeException {
        return new PnmFile(bytes).picture(bytes[1] - '0');
    }

    private ByteImage picture(int kind) throws DecodeException {
        if (kind == 7) {
            pam();
        } else {
            width = number("width");
            height = number("height");
            bands = colours = kind == 3 || kind == 6 ? 3 : 1;
            max = kind == 1 || kind == 4 ? 1 : number("largest value");
        }
        ImageDecoder.checkSize(width, height);
        if (max < 1 || max > MOST) {
            throw new DecodeException("its largest value is " + max + ", and 1 to " + MOST + " are known");
        }
        boolean text = kind <= 3;
        if (!text && kind != 7) {
            // one character of white space, then the samples
            if (at + 1 < file.length && file[at] == '\r' && file[at + 1] == '\n') {
                throw new DecodeException("it is damaged: it was transferred as text, which has changed its line ends");
            }
            at++;
        }
        checkLength(kind);
        Pixels pixels = new Pixels(width, height);
        int[] pixel = new int[bands];
        for (int y = 0, p = 0; y < height; y++) {
            for (int x = 0; x < width; x++, p++) {
                for (int b = 0; b < bands; b++) {
                    pixel[b] = switch (kind) {
                        case 1 -> 1 - bit();
                        case 4 -> 1 - (file[at + x / 8] >> 7 - x % 8 & 1);
                        case 2, 3 -> number("sample");
                        default -> max > 255 ? u8() << 8 | u8() : u8();
                    };
                    if (pixel[b] > max) {
                        throw new DecodeException("it is damaged: a sample is " + pixel[b] + ", and the largest is "
                                + max);
                    }
                }
                int alpha = bands > colours ? pixel[bands - 1] : max;
                int red = Pixels.onWhite(pixel[0], max, alpha, max);
                pixels.put(p, red, colours == 1 ? red : Pixels.onWhite(pixel[1], max, alpha, max),
                        colours == 1 ? red : Pixels.onWhite(pixel[2], max, alpha, max));
            }
            at += kind == 4 ? (width + 7) / 8 : 0;
        }
        checkEnd(text);
        return pixels.page();
    }

    /** Nothing else tells that a size is wrong, or that a transfer as text has moved the samples by a byte. */
    private void checkEnd(boolean text) throws DecodeException {
        int end = at;
        if (text) {
            skipSpace();
        } else if (at + 1 == file.length && file[at] == '\n') {
            at++;
        }
        boolean another = at + 1 < file.length && file[at] == 'P' && file[at + 1] >= '1' && file[at + 1] <= '7';
        if (at < file.length && !another) {
            throw new DecodeException("it is damaged: what follows its samples, " + Count.of(file.length - end, "byte")
                    + ", is no further picture");
        }
    }

    private void checkLength(int kind) throws DecodeException {
        long samples = (long) width * height * bands;
        long least = switch (kind) {
            case 1 -> samples;
            case 2, 3 -> 2 * samples - 1;
            case 4 -> (width + 7L) / 8 * height;
            default -> max > 255 ? 2 * samples : samples;
        };
        if (file.length - at < least) {
            throw new DecodeException("it is cut short");
        }
    }

    private void pam() throws DecodeException {
        String type = "";
        int depth = 0;
        for (String line = line(); !line.equals("ENDHDR"); line = line()) {
            String[] words = line.split("\\s+", 2);
            String value = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "WIDTH" -> width = parse(value, "width");
                case "HEIGHT" -> height = parse(value, "height");
                case "DEPTH" -> depth = parse(value, "depth");
                case "MAXVAL" -> max = parse(value, "largest value");
                case "TUPLTYPE" -> type = value;
                default -> {
                    if (!line.isEmpty() && !line.startsWith("#")) {
                        throw new DecodeException("its header is damaged");
                    }
                }
            }
        }
        boolean alpha = type.endsWith("_ALPHA");
        colours = switch (type.replace("_ALPHA", "")) {
            case "RGB" -> 3;
            case "GRAYSCALE", "BLACKANDWHITE" -> 1;
            default -> depth == 1 || depth == 3 ? depth : 0;
        };
        bands = colours + (alpha ? 1 : 0);
        if (colours == 0 || bands != depth) {
            throw new DecodeException("it has " + Count.of(depth, "sample") + " a pixel of type '" + type
                    + "', and GRAYSCALE, BLACKANDWHITE and RGB, with or without _ALPHA, are read");
        }
    }

    /** The next line of a PAM file's header. */
    private String line() throws DecodeException {
        StringBuilder line = new StringBuilder();
        for (int c = u8(); c != '\n'; c = u8()) {
            if (line.length() > 1000) {
                throw new DecodeException("its header is damaged");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static int parse(String digits, String what) throws DecodeException {
        if (!digits.matches("\\d{1,9}")) {
            throw new DecodeException("its " + what + " is no number");
        }
        return Integer.parseInt(digits);
    }

    /** The next number of a text, behind white space and comments. */
    private int number(String what) throws DecodeException {
        skipSpace();
        int value = 0;
        int start = at;
        while (at < file.length && file[at] >= '0' && file[at] <= '9' && value < 100_000_000) {
            value = 10 * value + file[at++] - '0';
        }
        if (at == start || at < file.length && !isSpace(file[at]) && file[at] != '#') {
            throw new DecodeException(at == file.length
                    ? "it is cut short"
                    : "it is damaged: its " + what + " is no number");
        }
        return value;
    }

    /** The next 0 or 1 of a text. */
    private int bit() throws DecodeException {
        skipSpace();
        int bit = u8() - '0';
        if (bit != 0 && bit != 1) {
            throw new DecodeException("it is damaged: a sample is neither 0 nor 1");
        }
        return bit;
    }

    private void skipSpace() {
        while (at < file.length && (isSpace(file[at]) || file[at] == '#')) {
            if (file[at] == '#') {
                while (at < file.length && file[at] != '\n' && file[at] != '\r') {
                    at++;
                }
            } else {
                at++;
            }
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private int u8() throws DecodeException {
        if (at >= file.length) {
            throw new DecodeException("it is cut short");
        }
        return file[at++] & 0xFF;
    }
}
