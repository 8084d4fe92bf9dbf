package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.core.CpuTime;
import cnn.core.SharedData;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files made by others to break decoders. */
class OddImagesTests {
    @Test
    void pngSuiteGivesItsPixelsAndItsInvalidFilesAreRejected() throws IOException {
        Path suite = SharedData.path("odd-images/pngsuite");
        ObjectMapper json = new ObjectMapper();
        int rejected = 0;
        for (Path file : files(suite.resolve("png"))) {
            String name = file.getFileName().toString().replace(".png", "");
            if (name.startsWith("x")) {
                assertThatThrownBy(() -> ImageDecoder.decode(file)).as(name).isInstanceOf(ImageException.class)
                        .hasMessageContaining(file.toString());
                rejected++;
            } else {
                int[] rgba = json.readValue(suite.resolve("json/" + name + ".json").toFile(), int[].class);
                // the suite's 16-bit files are listed in 16 bits
                boolean deep = Files.exists(suite.resolve("json/" + name + "_to8.json")) || name.endsWith("16");
                assertThat(ImageDecoder.decode(file).withChannels(3).pixels()).as(name)
                        .isEqualTo(onWhite(rgba, deep ? 65535 : 255));
            }
        }
        assertThat(rejected).isEqualTo(14);
    }

    @Test
    void anyOtherOddFileEndsInAPictureOrAClearErrorWithinSeconds() throws IOException {
        for (Path file : files(SharedData.path("odd-images"))) {
            assertThat(CpuTime.of(() -> {
                try {
                    assertThat(ImageDecoder.decode(file).pixels()).isNotEmpty();
                } catch (ImageException e) {
                    assertThat(e).hasMessageStartingWith("Cannot read the image '" + file + "': ");
                }
            })).as("seconds for %s", file).isLessThan(10);
        }
    }

    @Test
    void turnedPhotographsAllLookAlike() {
        Path pillow = SharedData.path("odd-images/pillow");
        ByteImage first = ImageDecoder.decode(pillow.resolve("hopper_orientation_2.jpg"));
        for (int orientation : new int[] {5, 7, 8}) {
            ByteImage other = ImageDecoder.decode(pillow.resolve("hopper_orientation_" + orientation + ".jpg"));
            assertThat(other.shape()).isEqualTo(first.shape());
            double difference = 0;
            for (int i = 0; i < first.pixels().length; i++) {
                difference += Math.abs((first.pixels()[i] & 0xFF) - (other.pixels()[i] & 0xFF));
            }
            // JPEG's own loss; another turn differs by 60 and more
            assertThat(difference / first.pixels().length).as("orientation %d", orientation).isLessThan(6);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".json")).sorted()
                    .toList();
        }
    }

    private static byte[] onWhite(int[] rgba, int max) {
        byte[] rgb = new byte[rgba.length / 4 * 3];
        for (int i = 0; i < rgb.length; i++) {
            double alpha = rgba[i / 3 * 4 + 3] / (double) max;
            double value = rgba[i / 3 * 4 + i % 3] / (double) max;
            rgb[i] = (byte) Math.round(255 * (value * alpha + 1 - alpha));
        }
        return rgb;
    }
}
