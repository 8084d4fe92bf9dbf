package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.core.image.ByteImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawingTests {
    private static final Color GREY = new Color(60, 60, 60);

    private static BufferedImage grey(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            picture.setRGB(i % width, i / width, GREY.getRGB());
        }
        return picture;
    }

    private static Color at(Drawing drawing, int x, int y) {
        return new Color(drawing.image().getRGB(x, y));
    }

    /** Values of the development kit's colour map. */
    @Test
    void coloursAreThoseOfPascalVoc() {
        assertThat(Palette.of(0)).isEqualTo(Color.BLACK);
        assertThat(Palette.of(1)).isEqualTo(new Color(128, 0, 0)); // aeroplane
        assertThat(Palette.of(2)).isEqualTo(new Color(0, 128, 0)); // bicycle
        assertThat(Palette.of(3)).isEqualTo(new Color(128, 128, 0)); // bird
        assertThat(Palette.of(8)).isEqualTo(new Color(64, 0, 0)); // cat
        assertThat(Palette.of(15)).isEqualTo(new Color(192, 128, 128)); // person
        assertThat(Palette.of(20)).isEqualTo(new Color(0, 64, 128)); // monitor
        assertThat(Palette.of(255)).isEqualTo(new Color(224, 224, 192)); // not judged
        Set<Color> all = new HashSet<>();
        for (int i = 0; i < 256; i++) {
            all.add(Palette.of(i));
        }
        assertThat(all).hasSize(256);
    }

    @Test
    void textCanBeRead() {
        assertThat(Palette.textOn(Color.WHITE)).isEqualTo(Color.BLACK);
        assertThat(Palette.textOn(new Color(0, 0, 128))).isEqualTo(Color.WHITE);
        assertThat(Palette.textOn(Color.YELLOW)).isEqualTo(Color.BLACK);
    }

    @Test
    void takesDecodedPictures() {
        Drawing grey = Drawing.on(new ByteImage(Shape.image(1, 2, 1), new byte[] {60, (byte) 200}));
        assertThat(at(grey, 0, 0)).isEqualTo(GREY);
        assertThat(at(grey, 1, 0)).isEqualTo(new Color(200, 200, 200));
        Drawing colour = Drawing.on(new ByteImage(Shape.image(2, 1, 3), new byte[] {1, 2, 3, 4, 5, (byte) 255}));
        assertThat(at(colour, 0, 1)).isEqualTo(new Color(4, 5, 255));
    }

    @Test
    void framesWhatWasFound() {
        BufferedImage picture = grey(200, 200);
        Drawing drawing = Drawing.on(picture).boxes(List.of(new Detection(new Box(50, 80, 150, 160), "cat", 1, 0.87f)));
        Color frame = Drawing.colour(1);
        for (int x = 50; x < 150; x++) {
            assertThat(at(drawing, x, 80)).isEqualTo(frame);
            assertThat(at(drawing, x, 159)).isEqualTo(frame);
        }
        for (int y = 80; y < 160; y++) {
            assertThat(at(drawing, 50, y)).isEqualTo(frame);
            assertThat(at(drawing, 149, y)).isEqualTo(frame);
        }
        assertThat(at(drawing, 100, 120)).isEqualTo(GREY);
        assertThat(at(drawing, 49, 120)).isEqualTo(GREY);
        assertThat(at(drawing, 150, 120)).isEqualTo(GREY);
        assertThat(at(drawing, 100, 161)).isEqualTo(GREY);
        assertThat(picture.getRGB(50, 80)).isEqualTo(GREY.getRGB()); // the picture itself stays as it is
    }

    @Test
    void writesLabelsThatCanBeSeen() {
        for (Box box : List.of(new Box(50, 80, 150, 160), new Box(0, 0, 20, 20), new Box(180, 190, 200, 200))) {
            Drawing drawing = Drawing.on(grey(200, 200)).boxes(List.of(new Detection(box, "elephant", 4, 0.5f)));
            Color text = Palette.textOn(Drawing.colour(4));
            int background = 0;
            int written = 0;
            for (int i = 0; i < 200 * 200; i++) {
                background += at(drawing, i % 200, i / 200).equals(Drawing.colour(4)) ? 1 : 0;
                written += at(drawing, i % 200, i / 200).equals(text) ? 1 : 0;
            }
            assertThat(background).isGreaterThan(300);
            assertThat(written).isGreaterThan(50);
        }
    }

    @Test
    void tintsMapsAndMasks() {
        Drawing drawing = Drawing.on(grey(2, 2)).map(new ClassMap(2, 2, new int[] {0, 1, 0, 2}), 0.5);
        assertThat(at(drawing, 0, 0)).isEqualTo(GREY);
        assertThat(at(drawing, 1, 0)).isEqualTo(new Color(94, 30, 30));
        assertThat(at(drawing, 1, 1)).isEqualTo(new Color(30, 94, 30));
        BitSet one = new BitSet();
        one.set(2);
        drawing.mask(new Mask(2, 2, one), Color.WHITE, 1);
        assertThat(at(drawing, 0, 1)).isEqualTo(Color.WHITE);
        assertThat(at(drawing, 0, 0)).isEqualTo(GREY);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> Drawing.on(grey(4, 2)).map(new ClassMap(2, 2, new int[4]), 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The picture has 2×4 pixels, but what is to be drawn on it has 2×2. Bring it to the picture's size "
                                + "first, with FittedPicture.toPicture.");
        assertThatThrownBy(() -> Drawing.on(grey(2, 2)).map(new ClassMap(2, 2, new int[4]), 2))
                .hasMessage("An opacity is from 0 to 1 but was given as 2.0. Use for example 0.5.");
    }
}
