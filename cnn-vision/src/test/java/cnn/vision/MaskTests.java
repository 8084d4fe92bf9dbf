package cnn.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class MaskTests {
    /** A picture of characters: # belongs to the mask. */
    private static Mask mask(String... rows) {
        BitSet pixels = new BitSet();
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                pixels.set(y * rows[y].length() + x, rows[y].charAt(x) == '#');
            }
        }
        return new Mask(rows.length, rows[0].length(), pixels);
    }

    @Test
    void classesHaveTheHighestScore() {
        float[] scores = {1, 5, 2, 2, 3, 4, 2, 9, 0, 0, 3, 9};
        ClassMap map = ClassMap.of(new Tensor(Shape.of(1, 3, 2, 2), scores));
        assertThat(map.classes()).containsExactly(1, 0, 2, 1); // of equal scores the first
        assertThat(map.mask(1)).isEqualTo(mask("#.", ".#"));
        assertThat(ClassMap.of(new Tensor(Shape.of(3, 2, 2), scores)).classes()).isEqualTo(map.classes());
    }

    @Test
    void classesMayLieBehind() {
        float[] behind = {1, 3, 0, 5, 4, 0, 2, 2, 3, 2, 9, 9};
        assertThat(ClassMap.ofChannelsLast(new Tensor(Shape.image(2, 2, 3), behind), 2, 2).classes())
                .containsExactly(1, 0, 2, 1);
        assertThatThrownBy(() -> ClassMap.ofChannelsLast(new Tensor(Shape.of(2, 2), new float[4]), 2, 2))
                .hasMessage("The output (2, 2) is no map of one picture with its classes behind. Give (H, W, C).");
    }

    /** What PyTorch documents for Upsample(scale_factor=2, mode='bilinear') of 1, 2, 3, 4. */
    @Test
    void scoresAreInterpolatedAsPyTorchDoes() {
        Planes planes = Planes.of(new Tensor(Shape.of(2, 2), new float[] {1, 2, 3, 4}));
        float[][] expected = {{1, 1.25f, 1.75f, 2}, {1.5f, 1.75f, 2.25f, 2.5f}, {2.5f, 2.75f, 3.25f, 3.5f},
            {3, 3.25f, 3.75f, 4}};
        float[] row = new float[4];
        for (int y = 0; y < 4; y++) {
            planes.row(0, y, 4, row);
            assertThat(row).containsExactly(expected[y]);
        }
        Tensor scores = new Tensor(Shape.of(2, 1, 2), new float[] {0, 0, -1, 3});
        assertThat(ClassMap.of(scores, 1, 4).classes()).containsExactly(0, 0, 1, 1); // −1, 0, 2, 3 against 0
        assertThat(Mask.above(new Tensor(Shape.of(1, 1, 2), new float[] {0, 1}), 0.5, 2, 4))
                .isEqualTo(mask("..##", "..##"));
    }

    @Test
    void scoresThatAreNoNumbersAreRefused() {
        Tensor broken = new Tensor(Shape.of(2, 1, 2), new float[] {0, 1, Float.NaN, 0});
        String message = "Number 2 of the output (2, 1, 2) is NaN, and scores are finite. The network overflows on this "
                + "picture, or its input is prepared in another way than in training.";
        assertThatThrownBy(() -> ClassMap.of(broken)).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
        assertThatThrownBy(() -> ClassMap.of(new Tensor(Shape.of(1, 1, 1),
                new float[] {Float.NEGATIVE_INFINITY}))).hasMessageContaining(" is -Infinity, ");
        assertThatThrownBy(() -> Mask.above(new Tensor(Shape.of(1, 2), new float[] {1, Float.NaN}), 0.5))
                .hasMessageStartingWith("Number 1 of the output (1, 2) is NaN, ");
        Tensor whole = new Tensor(Shape.of(1, 2), new float[] {1, 0});
        assertThatThrownBy(() -> Mask.above(whole, Double.NaN))
                .hasMessage("The threshold is no number, and no score exceeds it. Use for example 0.5.");
        assertThatThrownBy(() -> Mask.above(whole, 0.5, 0, 2))
                .hasMessage("A map of 0×2 pixels was asked for. Ask for at "
                        + "least one row and column, and for less than 2^31 pixels: the picture's own size is usual.");
        assertThatThrownBy(() -> ClassMap.of(whole, 70_000, 70_000))
                .hasMessageStartingWith("A map of 70000×70000 pixels ");
    }

    @Test
    void hasBoxAndArea() {
        Mask mask = mask(".....", "..##.", ".#...", ".....");
        assertThat(mask.area()).isEqualTo(3);
        assertThat(mask.box()).isEqualTo(new Box(1, 1, 4, 3));
        assertThat(mask.has(2, 1)).isTrue();
        assertThat(mask("####").box()).isEqualTo(new Box(0, 0, 4, 1));
        assertThatThrownBy(() -> mask("..").box()).isInstanceOf(IllegalStateException.class)
                .hasMessage("The mask has no pixels, and so no box. Ask for its area() first.");
    }

    @Test
    void fallsIntoParts() {
        Mask mask = mask("##..#", "#...#", "..#..", "#.##.");
        assertThat(mask.components()).containsExactly(mask("##...", "#....", ".....", "....."),
                mask("....#", "....#", ".....", "....."), mask(".....", ".....", "..#..", "..##."),
                mask(".....", ".....", ".....", "#...."));
        assertThat(mask("..").components()).isEmpty();
        assertThat(mask("#.", ".#").components()).hasSize(2); // corners do not connect
        assertThat(mask("..#", "#..").components()).hasSize(2); // nor do the ends of rows
    }

    @Test
    void overlapsByPixels() {
        assertThat(mask("##..").overlap(mask(".##."))).isEqualTo(1.0 / 3);
        assertThat(mask("..").overlap(mask(".."))).isZero();
        assertThatThrownBy(() -> mask("##").overlap(mask("###"))).hasMessage("Masks of 1×2 and 1×3 pixels cannot be "
                + "compared. Make both of one size.");
    }

    @Test
    void takesTheNumbersOfClasses() {
        ClassMap map = ClassMap.ofNumbers(new Tensor(Shape.of(1, 1, 2, 2), new float[] {0, 2, 2, 255}));
        assertThat(map.classes()).containsExactly(0, 2, 2, 255);
        BufferedImage picture = map.indexed();
        assertThat(picture.getRaster().getSample(1, 0, 0)).isEqualTo(2);
        assertThat(new Color(picture.getRGB(1, 1))).isEqualTo(Palette.of(255));
        assertThatThrownBy(() -> ClassMap.ofNumbers(new Tensor(Shape.of(1, 2), new float[] {0, 0.5f})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The output (1, 2) has 0.5 in row 0 and column 1, but classes have whole numbers from 0 on. If "
                                + "these are scores of one class, compare them with a threshold: Mask.above.");
        assertThatThrownBy(() -> ClassMap.ofNumbers(new Tensor(Shape.of(2, 1, 1), new float[2])))
                .hasMessage(
                        "The output (2, 1, 1) has 2 maps, and the numbers of classes are one. Take its highest scores, "
                                + "with of.");
        assertThatThrownBy(() -> new ClassMap(1, 1, new int[] {256}).indexed())
                .hasMessage(
                        "A picture with a byte for each pixel holds the classes 0 to 255, but the map has 256. Keep the "
                                + "numbers themselves.");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThatThrownBy(() -> ClassMap.of(new Tensor(Shape.of(2, 3, 2, 2), new float[24])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The output (2, 3, 2, 2) is no map of one picture. Give (C, H, W), (1, C, H, W) or, of one class, "
                                + "(H, W).");
        assertThatThrownBy(() -> Mask.above(new Tensor(Shape.of(2, 1, 2), new float[4]), 0.5))
                .hasMessage("The output (2, 1, 2) has 2 maps, and a mask is made of one. Use ClassMap for several.");
        assertThatThrownBy(() -> new ClassMap(2, 2, new int[3]))
                .hasMessage("A map of 2×2 pixels was given 3 classes. Give one for each pixel.");
        assertThatThrownBy(() -> new ClassMap(1, 1, new int[] {-1}))
                .hasMessage("Classes have numbers from 0 on, but one was given as -1.");
        BitSet outside = new BitSet();
        outside.set(4);
        assertThatThrownBy(() -> new Mask(2, 2, outside))
                .hasMessage("A mask of 2×2 pixels cannot have the pixel 4. Give "
                        + "those of each row after those of the one above.");
    }
}
