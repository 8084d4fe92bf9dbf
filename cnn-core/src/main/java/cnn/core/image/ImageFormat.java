package cnn.core.image;

import java.util.Arrays;
import java.util.Optional;

/** The file formats that can be read, told by their first bytes; the file's name does not matter. */
enum ImageFormat {
    PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'), JPEG(0xFF, 0xD8, 0xFF), GIF('G', 'I', 'F', '8'), BMP('B', 'M');

    private final int[] signature;

    ImageFormat(int... signature) {
        this.signature = signature;
    }

    private boolean starts(byte[] bytes) {
        for (int i = 0; i < signature.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.starts(bytes)).findFirst();
    }
}
