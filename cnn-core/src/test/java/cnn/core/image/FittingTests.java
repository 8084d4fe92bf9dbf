package cnn.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FittingTests {
    @ParameterizedTest
    @EnumSource(Resize.class)
    void bytesAndFloatsGiveTheSameBits(Resize resize) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ByteImage picture = noise(random, 1 + random.nextInt(30), 1 + random.nextInt(30),
                    random.nextBoolean() ? 1 : 3);
            Shape wanted = Shape.image(1 + random.nextInt(30), 1 + random.nextInt(30), random.nextBoolean() ? 1 : 3);
            assertThat(Fitting.fit(picture.toImage(), wanted, resize).pixels()).as("seed %d, round %d", seed, round)
                    .isEqualTo(picture.fitted(wanted, resize).toImage().pixels());
        }
    }

    @Test
    void channelsComeBeforeTheSize() {
        // luma of the two pixels is 76 and 29, their mean 52.5; the luma of their mean colour is 53.1
        ByteImage picture = new ByteImage(Shape.image(1, 2, 3), new byte[] {(byte) 255, 0, 0, 0, 0, (byte) 255});
        assertThat(picture.fitted(Shape.image(1, 1, 1), Resize.STRETCH).pixels()).containsExactly(53);
        ByteImage other = new ByteImage(Shape.image(1, 2, 3), new byte[] {0, (byte) 255, 0, 0, 0, 0});
        assertThat(other.fitted(Shape.image(1, 1, 1), Resize.STRETCH).pixels()).containsExactly(75);
    }

    @Test
    void paddingKeepsProportionsInTheMiddleOnBlack() {
        ByteImage picture = new ByteImage(Shape.image(1, 2, 1), new byte[] {100, (byte) 200});
        assertThat(picture.fitted(Shape.image(4, 4, 1), Resize.PAD).pixels()).containsExactly(0, 0, 0, 0, //
                100, 125, (byte) 175, (byte) 200, //
                100, 125, (byte) 175, (byte) 200, //
                0, 0, 0, 0);
        assertThat(picture.fitted(Shape.image(2, 1, 1), Resize.PAD).pixels()).containsExactly((byte) 150, 0);
        assertThat(picture.fitted(Shape.image(1, 4, 1), Resize.PAD).pixels())
                .containsExactly(0, 100, (byte) 200, 0);
    }

    @Test
    void croppingKeepsProportionsAndTheMiddle() {
        ByteImage picture = new ByteImage(Shape.image(2, 4, 1), new byte[] {1, 10, 20, 4, 5, 30, 40, 8});
        assertThat(picture.fitted(Shape.image(2, 2, 1), Resize.CROP).pixels()).containsExactly(10, 20, 30, 40);
        assertThat(picture.fitted(Shape.image(1, 1, 1), Resize.CROP).pixels()).containsExactly(25);
        assertThat(picture.fitted(Shape.image(1, 4, 1), Resize.CROP).pixels()).containsExactly(1, 10, 20, 4);
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void equalProportionsAreTreatedAlike(Resize resize) {
        ByteImage picture = noise(new Random(5), 15, 21, 3);
        for (int side = 1; side < 20; side++) {
            Shape wanted = Shape.image(5 * side, 7 * side, 3);
            assertThat(picture.fitted(wanted, resize).pixels())
                    .isEqualTo(picture.fitted(wanted, Resize.STRETCH).pixels());
        }
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void extremeProportionsLeaveAtLeastAPixel(Resize resize) {
        assertThat(noise(new Random(1), 1, 5000, 1).fitted(Shape.image(7, 3, 3), resize).shape())
                .isEqualTo(Shape.image(7, 3, 3));
        assertThat(noise(new Random(1), 5000, 1, 3).fitted(Shape.image(1, 1, 1), resize).shape())
                .isEqualTo(Shape.image(1, 1, 1));
    }

    @Test
    void valuesOutsideTheRangeAreRoundedButNotClamped() {
        Image image = new Image(Shape.image(1, 2, 1), new float[] {-1.001f, 3.5f});
        assertThat(Fitting.fit(image, Shape.image(1, 2, 3), Resize.STRETCH).pixels()).containsExactly(-1, -1, -1,
                893 / 255f, 893 / 255f, 893 / 255f);
        Image none = new Image(Shape.image(1, 1, 3), new float[] {0, Float.NaN, 0});
        assertThat(Fitting.fit(none, Shape.image(1, 1, 1), Resize.STRETCH).pixels()).containsExactly(Float.NaN);
    }

    @Test
    void whatHasTheShapeIsNotTouched() {
        Image image = new Image(Shape.image(1, 1, 1), new float[] {0.123f});
        assertThat(Fitting.fit(image, image.shape(), Resize.PAD)).isSameAs(image);
    }

    @Test
    void saysWhatToDoAboutOtherChannels() {
        Image two = Image.of(Shape.image(2, 2, 2));
        assertThatThrownBy(() -> Fitting.fit(two, Shape.image(2, 2, 3), Resize.STRETCH)).hasMessage("An image with 2 "
                + "channels cannot be made coloured (3 channels): only grey and red, green, blue can be converted. Give "
                + "it as grey or as red, green, blue; lay transparent parts on a background and leave the alpha channel "
                + "out.");
        Image four = Image.of(Shape.image(2, 2, 4));
        assertThatThrownBy(() -> Fitting.fit(four, Shape.image(9, 9, 1), Resize.STRETCH))
                .hasMessageStartingWith("An image with 4 channels cannot be made grey (1 channel): only grey and red");
        assertThat(Fitting.fit(four, Shape.image(1, 2, 4), Resize.STRETCH).shape()).isEqualTo(Shape.image(1, 2, 4));
    }

    private static ByteImage noise(Random random, int height, int width, int channels) {
        byte[] pixels = new byte[height * width * channels];
        random.nextBytes(pixels);
        return new ByteImage(Shape.image(height, width, channels), pixels);
    }
}
