package cnn.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Image;
import cnn.core.image.ByteImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AppearanceTests {
    private static Image noise(long seed) {
        Image image = Image.of(Shape.image(32, 32, 1));
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] = Rng.uniform(seed, i);
        }
        return image;
    }

    private static Appearance mixed(Image one, Image other, float share) {
        Image mixed = Image.of(one.shape());
        for (int i = 0; i < one.pixels().length; i++) {
            mixed.pixels()[i] = (1 - share) * one.pixels()[i] + share * other.pixels()[i];
        }
        return Appearance.of(mixed);
    }

    /** Of independent noises, 1 and s mixed correlate by 1/√(1 + s²/(1 − s)²): 0.998 at s = 0.06. */
    @Test
    void likenessIsACorrelationOf998Thousandths() {
        Image one = noise(1);
        Image other = noise(2);
        assertThat(Appearance.of(one).isLike(mixed(one, other, 0.04f))).isTrue();
        assertThat(Appearance.of(one).isLike(mixed(one, other, 0.09f))).isFalse();
        assertThat(Appearance.of(one).isLike(Appearance.of(other))).isFalse();
    }

    @Test
    void brightnessAndContrastDoNotCount() {
        Image one = noise(1);
        Image grey = Image.of(one.shape());
        Arrays.fill(grey.pixels(), 0.9f);
        assertThat(Appearance.of(one).isLike(mixed(one, grey, 0.7f))).isTrue();
    }

    @Test
    void aNegativeIsNotLikeIt() {
        Image one = noise(1);
        Image negative = Image.of(one.shape());
        for (int i = 0; i < one.pixels().length; i++) {
            negative.pixels()[i] = 1 - one.pixels()[i];
        }
        assertThat(Appearance.of(one).isLike(Appearance.of(negative))).isFalse();
    }

    @Test
    void flatPicturesAreLikeEachOther() {
        byte[] pixels = new byte[40 * 30];
        Appearance black = Appearance.of(new ByteImage(Shape.image(40, 30, 1), pixels));
        Arrays.fill(pixels, (byte) 99);
        Appearance grey = Appearance.of(new ByteImage(Shape.image(30, 40, 1), pixels));
        assertThat(black.isLike(grey)).isTrue();
        assertThat(black.isLike(Appearance.of(noise(1)))).isFalse();
        assertThat(Appearance.of(noise(1)).isLike(black)).isFalse();
    }
}
