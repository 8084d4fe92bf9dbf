package cnn.core.image;

import java.util.Arrays;
import java.util.Optional;

/** The file formats that are known, told by their first bytes; the file's name does not matter. */
enum ImageFormat {
    PNG("PNG", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'), //
    JPEG("JPEG", 0xFF, 0xD8, 0xFF), //
    BMP("BMP", 'B', 'M'), //
    GIF("GIF", 'G', 'I', 'F', '8'), //
    WEBP("WebP", 'R', 'I', 'F', 'F', Wild.ANY, Wild.ANY, Wild.ANY, Wild.ANY, 'W', 'E', 'B', 'P'), //
    TIFF("TIFF", 'I', 'I', 42, 0), //
    TIFF_BIG_ENDIAN("TIFF", 'M', 'M', 0, 42), //
    BIG_TIFF("BigTIFF", 'I', 'I', 43, 0), //
    BIG_TIFF_BIG_ENDIAN("BigTIFF", 'M', 'M', 0, 43), //
    PNM("PNM", 'P', Wild.DIGIT);

    /** All of them, for messages. */
    static final String NAMES = "PNG, JPEG, BMP, GIF, WebP, TIFF or PNM";

    private final String name;
    private final int[] signature;

    ImageFormat(String name, int... signature) {
        this.name = name;
        this.signature = signature;
    }

    private boolean starts(byte[] bytes) {
        for (int i = 0; i < signature.length; i++) {
            if (i >= bytes.length || !fits(bytes[i] & 0xFF, signature[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(int found, int expected) {
        return found == expected || expected == Wild.ANY || expected == Wild.DIGIT && found >= '1' && found <= '7';
    }

    @Override
    public String toString() {
        return name;
    }

    /** Stands for bytes that differ from file to file. */
    private static final class Wild {
        static final int ANY = -1;
        static final int DIGIT = -2;
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.starts(bytes)).findFirst();
    }
}
