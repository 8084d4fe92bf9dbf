package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteImageTests {
    @Test
    void shrinkingTakesTheMeanOfTheAreaCovered() {
        assertThat(image(2, 4, 1, 0, 10, 20, 30, 2, 12, 22, 32).resized(1, 2).pixels()).containsExactly(6, 26);
        // 3 pixels to 2: the middle one is shared half and half
        assertThat(image(1, 3, 1, 0, 30, 90).resized(1, 2).pixels()).containsExactly(10, 70);
    }

    @Test
    void growingInterpolatesBetweenPixelCentres() {
        assertThat(image(1, 2, 1, 0, 100).resized(1, 4).pixels()).containsExactly(0, 25, 75, 100);
        assertThat(image(2, 1, 1, 0, 100).resized(4, 1).pixels()).containsExactly(0, 25, 75, 100);
        assertThat(image(1, 1, 3, 1, 2, 3).resized(2, 1).pixels()).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void oneAxisMayShrinkWhileTheOtherGrows() {
        assertThat(image(2, 2, 1, 0, 100, 20, 60).resized(1, 4).pixels()).containsExactly(10, 28, 63, 80);
    }

    @Test
    void resizingKeepsChannelsApart() {
        assertThat(image(1, 2, 3, 10, 20, 30, 30, 40, 50).resized(1, 1).pixels()).containsExactly(20, 30, 40);
    }

    @Test
    void aPlainPictureStaysPlainAtAnySize() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int height = 1 + random.nextInt(40);
            int width = 1 + random.nextInt(40);
            byte[] pixels = new byte[height * width];
            byte value = (byte) random.nextInt(256);
            Arrays.fill(pixels, value);
            byte[] resized = new ByteImage(Shape.image(height, width, 1), pixels)
                    .resized(1 + random.nextInt(40), 1 + random.nextInt(40)).pixels();
            assertThat(resized).as("seed %d, round %d", seed, round).containsOnly(value);
        }
    }

    @Test
    void greyIsRec601Luma() {
        assertThat(image(1, 4, 3, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255).withChannels(1).pixels())
                .containsExactly(76, (byte) 150, 29, (byte) 255);
        assertThat(image(1, 1, 1, 7).withChannels(3).pixels()).containsExactly(7, 7, 7);
        for (int grey = 0; grey < 256; grey++) {
            assertThat(Channels.luma(grey, grey, grey)).isEqualTo(grey);
        }
    }

    @Test
    void valuesAreBytesOver255() {
        assertThat(image(1, 3, 1, 0, 51, 255).toImage().pixels()).containsExactly(0, 0.2f, 1);
    }

    @Test
    void saysWhichChannelsThereAre() {
        assertThatThrownBy(() -> image(1, 1, 1, 0).withChannels(2))
                .hasMessage("An image with 1 channel cannot be given "
                        + "2. Images are converted to 1 channel (grey) or 3 (colour) alone; give images that have 2.");
        assertThatThrownBy(() -> image(1, 2, 1, 0))
                .hasMessage("An image needs a shape (height, width, channels) and as "
                        + "many bytes, but was given shape (1, 2, 1) and 1 byte.");
    }

    private static ByteImage image(int height, int width, int channels, int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        return new ByteImage(Shape.image(height, width, channels), pixels);
    }
}
