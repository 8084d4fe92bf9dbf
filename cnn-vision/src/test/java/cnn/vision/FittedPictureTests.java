package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.api.data.Resize;
import cnn.core.image.ByteImage;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FittedPictureTests {
    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(5);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        return picture;
    }

    /** 1280×720 in 640×640: half as large, 140 pixels of bars above and below. */
    @Test
    void bringsBoxesOutOfALetterbox() {
        FittedPicture fitted = FittedPicture.of(picture(128, 72), Shape.image(64, 64, 3), Resize.PAD);
        assertThat(fitted.toPicture(new Box(0, 14, 64, 50))).isEqualTo(new Box(0, 0, 128, 72));
        assertThat(fitted.toPicture(new Box(10, 20, 30, 40))).isEqualTo(new Box(20, 12, 60, 52));
        assertThat(fitted.toPicture(new Box(-5, 0, 10, 20))).isEqualTo(new Box(0, 0, 20, 12)); // bars are no picture
        assertThat(fitted.toInput(new Box(20, 12, 60, 52))).isEqualTo(new Box(10, 20, 30, 40));
        assertThat(fitted.toPicture(List.of(new Detection(new Box(10, 20, 30, 40), "cat", 0, 0.5f))))
                .containsExactly(new Detection(new Box(20, 12, 60, 52), "cat", 0, 0.5f));
    }

    @Test
    void bringsBoxesOutOfCroppedAndStretchedPictures() {
        FittedPicture cropped = FittedPicture.of(picture(128, 64), Shape.image(32, 32, 3), Resize.CROP);
        assertThat(cropped.toPicture(new Box(0, 0, 32, 32))).isEqualTo(new Box(32, 0, 96, 64));
        FittedPicture stretched = FittedPicture.of(picture(128, 64), Shape.image(32, 32, 3), Resize.STRETCH);
        assertThat(stretched.toPicture(new Box(8, 8, 16, 16))).isEqualTo(new Box(32, 16, 64, 32));
    }

    @ParameterizedTest
    @EnumSource(Resize.class)
    void isWhatAModelWouldSee(Resize resize) {
        BufferedImage picture = picture(37, 23);
        Shape input = Shape.image(16, 24, 3);
        FittedPicture fitted = FittedPicture.of(picture, input, resize);
        assertThat(fitted.image().pixels())
                .isEqualTo(ByteImage.of(picture).fitted(input, resize).toImage().pixels());
        Box inside = fitted.toInput(fitted.toPicture(new Box(10, 7, 14, 9)));
        assertThat(inside.overlap(new Box(10, 7, 14, 9))).isGreaterThan(0.999);
    }

    @Test
    void fillsTheBarsAndNothingElse() {
        FittedPicture black = FittedPicture.of(picture(8, 4), Shape.image(8, 8, 3), Resize.PAD);
        FittedPicture grey = black.bars(114);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                int at = black.image().index(y, x);
                assertThat(grey.image().pixels()[at])
                        .isEqualTo(y < 2 || y >= 6 ? 114 / 255f : black.image().pixels()[at]);
            }
        }
        assertThat(black.image().pixels()[0]).isZero();
        assertThatThrownBy(() -> black.bars(300))
                .hasMessage("A grey is from 0 to 255 but was given as 300. Use for example 114.");
    }

    @Test
    void givesChannelsFirst() {
        FittedPicture fitted = FittedPicture.of(picture(4, 2), Shape.image(2, 4, 3), Resize.STRETCH);
        Image image = fitted.image();
        Tensor plain = fitted.tensor();
        Tensor normal = fitted.tensor(List.of(0.1, 0.2, 0.3), List.of(1.0, 0.5, 0.25));
        assertThat(plain.shape()).isEqualTo(Shape.of(1, 3, 2, 4));
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 8; i++) {
                float value = image.pixels()[3 * i + c];
                assertThat(plain.data()[8 * c + i]).isEqualTo(value);
                assertThat(normal.data()[8 * c + i])
                        .isEqualTo((float) ((value - (c + 1) / 10.0) / Math.pow(0.5, c)));
            }
        }
        assertThatThrownBy(() -> fitted.tensor(List.of(0.5), List.of(1.0)))
                .hasMessage("The picture has 3 channels, but was "
                        + "given the means [0.5] and the deviations [1.0]. Give one of each for each channel.");
    }

    /** A map at half the input's resolution: the upper half of the picture is 1. */
    @Test
    void refusesADeviationThatNothingCanBeDividedBy() {
        FittedPicture fitted = FittedPicture.of(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY),
                Shape.image(2, 2, 1), Resize.STRETCH);
        assertThatThrownBy(() -> fitted.tensor(List.of(0.5), List.of(0.0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Channel 0 has the mean 0.5 and the deviation 0.0, but means are finite and deviations above 0. Use "
                                + "those of training, or 0 and 1.");
    }

    @Test
    void bringsClassesToThePicturesPixels() {
        FittedPicture fitted = FittedPicture.of(picture(16, 8), Shape.image(8, 8, 3), Resize.PAD);
        ClassMap map = new ClassMap(4, 4, new int[] {7, 7, 7, 7, 1, 1, 1, 1, 2, 2, 2, 2, 7, 7, 7, 7});
        ClassMap ofPicture = fitted.toPicture(map);
        assertThat(ofPicture.height()).isEqualTo(8);
        assertThat(ofPicture.width()).isEqualTo(16);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                assertThat(ofPicture.at(y, x)).isEqualTo(y < 4 ? 1 : 2);
            }
        }
        assertThat(fitted.toPicture(map.mask(2))).isEqualTo(ofPicture.mask(2));
    }
}
