package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Shape;
import cnn.core.CpuTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were read wrongly once: what is in them, or why they are refused. */
class CaseImagesTests {
    @ParameterizedTest
    @CsvSource({"icc.jpg, 32, 48", "icc.png, 32, 48", "cmyk.jpg, 32, 48"})
    void coloursAreThoseThatAreStored(String name, int height, int width) {
        ByteImage image = ImageDecoder.decode(name, Encoded.resource(name));
        assertThat(image.shape()).isEqualTo(Shape.image(height, width, 3));
        assertThat(pixel(image, 0, 0)).containsExactly(200, 30, 30);
    }

    @ParameterizedTest
    @CsvSource({"exif6.png", "exif6long_be.jpg"})
    void photographsStandUpright(String name) {
        ByteImage image = ImageDecoder.decode(name, Encoded.resource(name));
        assertThat(image.shape()).isEqualTo(Shape.image(48, 32, 3));
        int[] lower = pixel(image, 0, 0);
        int[] upper = pixel(image, 0, 31);
        // JPEG's own rounding is 1
        assertThat(lower[2]).isCloseTo(200, within(1));
        assertThat(upper[0]).isCloseTo(200, within(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "noise_zeros.jpg | it is damaged: there are zeros in place of data before byte 2191",
        "dmg4.jpg | it is damaged (Corrupt JPEG data: 1911 extraneous bytes before marker 0xd9)",
        "cut-progressive.jpg | it is cut short: scans are missing after the first 1",
        "cut-baseline.jpg | it is cut short", "cut.jpg | it is cut short",
        "jpeg-scans-200.jpg | it is damaged: its scans do not follow each other"})
    void damageIsDamage(String name, String problem) {
        byte[] file = Encoded.resource(name);
        assertThat(CpuTime.of(
                () -> assertThatThrownBy(() -> ImageDecoder.decode(name, file)).isInstanceOf(ImageException.class)
                        .hasMessage("Cannot read the image '" + name + "': " + problem
                                + ". Save the picture anew, or remove the file.")))
                .as("seconds").isLessThan(5);
    }

    private static int[] pixel(ByteImage image, int row, int column) {
        int at = (row * image.shape().width() + column) * 3;
        return new int[] {image.pixels()[at] & 0xFF, image.pixels()[at + 1] & 0xFF, image.pixels()[at + 2] & 0xFF};
    }
}
