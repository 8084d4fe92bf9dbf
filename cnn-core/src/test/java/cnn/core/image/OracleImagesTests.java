package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that other programs wrote have the pixels that their decoders give. SOURCE.txt says how they were made. */
class OracleImagesTests {
    private static final Path FILES = Path.of("src/test/resources/cnn/core/image/oracle");
    private static final int PIXELS = 13 * 9 * 3;

    /** A tolerance of 1 is one rounding: of light from inks, and of colours from a lossy file's. */
    @ParameterizedTest
    @CsvSource({"lossless.webp, picture, 0", "animated.webp, picture, 0", "lossy.webp, lossy, 1",
        "big-endian.tif, picture, 0", "deflate.tif, picture, 0", "lzw.tif, picture, 0", "lzw-predictor.tif, picture, 0",
        "packbits.tif, picture, 0", "tiled.tif, picture, 0", "planar.tif, picture, 0", "pages.tif, picture, 0",
        "strips.tif, picture, 0",
        "palette.tif, palette, 0", "cmyk.tif, cmyk, 1", "plain.ppm, picture, 0"})
    void agreesWithTheReferenceDecoder(String name, String reference, int tolerance) throws IOException {
        ByteImage image = ImageDecoder.decode(FILES.resolve(name));
        assertThat(image.shape()).isEqualTo(Shape.image(9, 13, 3));
        byte[] ppm = Files.readAllBytes(FILES.resolve(reference + ".ppm"));
        byte[] expected = Arrays.copyOfRange(ppm, ppm.length - PIXELS, ppm.length); // behind the header
        byte[] pixels = image.pixels();
        for (int i = 0; i < PIXELS; i++) {
            assertThat(Math.abs((pixels[i] & 0xFF) - (expected[i] & 0xFF))).as("value %d", i)
                    .isLessThanOrEqualTo(tolerance);
        }
    }
}
