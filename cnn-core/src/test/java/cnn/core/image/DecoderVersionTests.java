package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Resize;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderVersionTests {
    private static final List<String> FILES = List.of("icc.jpg", "icc.png", "cmyk.jpg", "exif6.png",
            "exif6long_be.jpg", "oracle/lossy.webp", "oracle/lossless.webp", "oracle/lzw.tif", "oracle/cmyk.tif",
            "oracle/palette.tif", "oracle/picture.ppm");

    /** Where this fails on purpose, {@link ImageDecoder#VERSION} is to be raised: cached pictures are others now. */
    @Test
    void theVersionStandsForThesePixels() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String name : FILES) {
            ByteImage image = ImageDecoder.decode(name, Encoded.resource(name));
            digest.update(image.pixels());
            for (Resize resize : Resize.values()) {
                digest.update(image.fitted(Shape.image(37, 11, 3), resize).pixels());
                digest.update(image.fitted(Shape.image(11, 67, 1), resize).pixels());
            }
        }
        assertThat(ImageDecoder.VERSION + " " + HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("2 9f7ae0f58639bb4771f8dc5040b9695cbe52af3f6b4d071f78ca0c027a46a373");
        assertThat(ImageDecoder.version()).matches("decoders 2, TwelveMonkeys \\d+\\.\\d+\\.\\d+, Java "
                + Runtime.version().toString().replace("+", "\\+"));
    }
}
