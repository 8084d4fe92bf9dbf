package cnn.augment.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import cnn.augment.pixel.Bell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Where pixels go, exactly, on tiny images. */
class GeometryTests {
    private static final Image TWO_BY_THREE = Pictures.grey(2, 3, 1, 2, 3, 4, 5, 6);
    private static final Image THREE_BY_THREE = Pictures.grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    @Test
    void flipsInEachDirection() {
        assertThat(flip(TWO_BY_THREE, Flip.Axis.HORIZONTAL)).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(flip(TWO_BY_THREE, Flip.Axis.VERTICAL)).containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(flip(TWO_BY_THREE, Flip.Axis.BOTH)).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void flipKeepsColoursTogether() {
        Image image = new Image(Shape.image(1, 2, 3), new float[] {1, 2, 3, 4, 5, 6});
        assertThat(flip(image, Flip.Axis.HORIZONTAL)).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void flipOfBothDrawsForEachDirection() {
        assertThat(outcomes(Flip.of(Flip.Axis.BOTH), TWO_BY_THREE)).containsExactlyInAnyOrder(
                List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(3f, 2f, 1f, 6f, 5f, 4f), List.of(4f, 5f, 6f, 1f, 2f, 3f),
                List.of(6f, 5f, 4f, 3f, 2f, 1f));
    }

    @Test
    void mirrorsAboutOneAxis() {
        assertThat(outcomes(Mirror.of().probability(1), TWO_BY_THREE))
                .containsExactlyInAnyOrder(List.of(3f, 2f, 1f, 6f, 5f, 4f), List.of(4f, 5f, 6f, 1f, 2f, 3f));
        assertThat(outcomes(Mirror.of().probability(0), TWO_BY_THREE))
                .containsExactly(List.of(1f, 2f, 3f, 4f, 5f, 6f));
    }

    @Test
    void mirrorsAboutTheDiagonalsToo() {
        assertThat(outcomes(Mirror.of().probability(1).diagonals(true), Pictures.grey(2, 2, 1, 2, 3, 4)))
                .containsExactlyInAnyOrder(List.of(2f, 1f, 4f, 3f), List.of(3f, 4f, 1f, 2f), List.of(1f, 3f, 2f, 4f),
                        List.of(4f, 2f, 3f, 1f));
    }

    @Test
    void turnsCounterClockwiseByARightAngle() {
        assertThat(warp(Warp.rotation(90), THREE_BY_THREE)).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(warp(Warp.rotation(180), TWO_BY_THREE)).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(warp(Warp.rotation(-90), Pictures.grey(2, 2, 1, 2, 3, 4))).containsExactly(3, 1, 4, 2);
    }

    @Test
    void shiftsDownAndRight() {
        assertThat(warp(Warp.shift(1, 0), TWO_BY_THREE)).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(warp(Warp.shift(0, -1), TWO_BY_THREE)).containsExactly(2, 3, 3, 5, 6, 6);
        assertThat(warp(Warp.shift(0, 0.5), TWO_BY_THREE)).containsExactly(1, 1.5f, 2.5f, 4, 4.5f, 5.5f);
    }

    @Test
    void shiftsByWholePixelsUpToTheFraction() {
        Image source = Pictures.noise(10, 8, 1, 1);
        Set<List<Integer>> distances = new HashSet<>();
        for (int key = 0; key < 500; key++) {
            Image moved = Pictures.augmented(Shift.of(0.2).fill(Fill.ZERO), source, key);
            distances.add(distance(source, moved));
        }
        assertThat(distances).hasSize(5 * 5); // 2 of 10 rows and 2 of 8 columns, both ways
    }

    /** By how many rows and columns one picture has moved to become another, bit for bit. */
    private static List<Integer> distance(Image source, Image moved) {
        for (int down = -3; down <= 3; down++) {
            for (int right = -3; right <= 3; right++) {
                if (Arrays.equals(warp(Warp.shift(down, right), Fill.ZERO, source), moved.pixels())) {
                    return List.of(down, right);
                }
            }
        }
        throw new AssertionError("not moved by whole pixels");
    }

    @Test
    void fillsAsAsked() {
        assertThat(warp(Warp.shift(0, 2), Fill.EDGE, TWO_BY_THREE)).containsExactly(1, 1, 1, 4, 4, 4);
        assertThat(warp(Warp.shift(0, 2), Fill.ZERO, TWO_BY_THREE)).containsExactly(0, 0, 1, 0, 0, 4);
        assertThat(warp(Warp.shift(0, 2), Fill.REFLECT, TWO_BY_THREE)).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(warp(Warp.shift(0, -4), Fill.REFLECT, TWO_BY_THREE)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void enlargesAboutTheCentre() {
        assertThat(warp(Warp.scale(2), THREE_BY_THREE)).containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
    }

    @Test
    void leansToTheRightAtTheTop() {
        assertThat(warp(Warp.shear(45), Fill.ZERO, THREE_BY_THREE)).containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 0);
    }

    @Test
    void doesOneChangeAfterAnother() {
        assertThat(warp(Warp.rotation(90).then(Warp.shift(0, 1)), Fill.ZERO, THREE_BY_THREE))
                .containsExactly(0, 3, 6, 0, 2, 5, 0, 1, 4);
        assertThat(warp(Warp.shift(0, 1).then(Warp.rotation(90)), Fill.ZERO, THREE_BY_THREE))
                .containsExactly(2, 5, 8, 1, 4, 7, 0, 0, 0);
    }

    @Test
    void drawsEveryAngleDistanceAndFactorWithinItsLimits() {
        Rng random = new Rng(1);
        double low = 1;
        double high = 1;
        for (int i = 0; i < 1000; i++) {
            Warp turn = Rotate.draw(30, random);
            assertThat(Math.toDegrees(Math.atan2(turn.yx(), turn.yy()))).isBetween(-30.001, 30.001);
            Warp move = Shift.draw(0.25, TWO_BY_THREE, random);
            assertThat(move.y0()).isBetween(-0.5, 0.5);
            assertThat(move.x0()).isBetween(-0.75, 0.75);
            double factor = 1 / Scale.draw(0.5, 2, random).xx();
            low = Math.min(low, factor);
            high = Math.max(high, factor);
        }
        assertThat(low).isBetween(0.4999, 0.51);
        assertThat(high).isBetween(1.96, 2.0001);
    }

    @Test
    void affineWithNothingButRotationIsRotation() {
        Image source = Pictures.noise(8, 9, 3, 3);
        Affine affine = Affine.of().rotate(0).shift(0).scale(1, 1).shear(0);
        assertThat(Pictures.augmented(affine, source, 1).pixels()).isEqualTo(source.pixels());
        assertThat(Pictures.augmented(affine.shift(0.5), source, 1).pixels()).isNotEqualTo(source.pixels());
    }

    @Test
    void cropsAfterPadding() {
        Image out = Image.of(TWO_BY_THREE.shape());
        WholePixels.move(TWO_BY_THREE, out, 1, -1, Fill.ZERO);
        assertThat(out.pixels()).containsExactly(0, 0, 0, 2, 3, 0);
        WholePixels.move(TWO_BY_THREE, out, 1, -1, Fill.REFLECT);
        assertThat(out.pixels()).containsExactly(5, 6, 5, 2, 3, 2);
        assertThat(outcomes(Crop.of(1), TWO_BY_THREE)).hasSize(9);
        assertThat(Pictures.augmented(Crop.of(0), TWO_BY_THREE, 3).pixels()).isEqualTo(TWO_BY_THREE.pixels());
    }

    @Test
    void movesByWholePixelsAsAResamplingWould() {
        Image source = Pictures.noise(5, 7, 3, 4);
        Image out = Image.of(source.shape());
        for (Fill fill : Fill.values()) {
            for (int down = -12; down <= 12; down++) {
                for (int right = -16; right <= 16; right++) {
                    Arrays.fill(out.pixels(), Float.NaN);
                    WholePixels.move(source, out, down, right, fill);
                    assertThat(out.pixels()).as("%s %s %s", fill, down, right)
                            .isEqualTo(warp(Warp.shift(down, right), fill, source));
                }
            }
        }
    }

    @Test
    void elasticFieldIsSmoothAndAsStrongAsStated() {
        Elastic elastic = Elastic.of(34, 4);
        float[] bell = Bell.of(4);
        float sum = 0;
        for (float weight : bell) {
            sum += weight;
        }
        assertThat(bell).hasSize(25);
        assertThat(sum).isCloseTo(1, Offset.offset(1e-5f));
        double squares = 0;
        double steps = 0;
        int count = 50;
        for (int key = 0; key < count; key++) {
            float[] field = elastic.field(Shape.image(30, 20, 1), bell, new Rng(key));
            for (int row = 0; row < 30; row++) {
                for (int at = row * 44; at < row * 44 + 20; at++) {
                    squares += field[at] * field[at] / (600.0 * count);
                    steps = Math.max(steps, at % 44 == 0 ? 0 : Math.abs(field[at] - field[at - 1]));
                }
            }
        }
        assertThat(Math.sqrt(squares)).isBetween(1.2, 1.6);
        assertThat(steps).isLessThan(2);
    }

    @Test
    void elasticFieldIsTheBlurOfItsNoise() {
        Elastic elastic = Elastic.of(10, 0.5);
        float[] bell = Bell.of(0.5);
        int reach = bell.length / 2;
        Rng random = new Rng(2);
        double[][] noise = new double[3 + 2 * reach][4 + 2 * reach];
        for (double[] row : noise) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat(-1, 1);
            }
        }
        float[] field = elastic.field(Shape.image(3, 4, 1), bell, new Rng(2));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                double sum = 0;
                for (int i = 0; i < bell.length; i++) {
                    for (int j = 0; j < bell.length; j++) {
                        sum += 10 * bell[i] * bell[j] * noise[row + i][column + j];
                    }
                }
                assertThat((double) field[row * (4 + 2 * reach) + column]).isCloseTo(sum, Offset.offset(1e-5));
            }
        }
    }

    private static float[] flip(Image image, Flip.Axis axis) {
        return Pictures.augmented(Flip.of(axis).probability(1), image, 1).pixels();
    }

    private static float[] warp(Warp warp, Image image) {
        return warp(warp, Fill.EDGE, image);
    }

    private static float[] warp(Warp warp, Fill fill, Image image) {
        Image target = Image.of(image.shape());
        warp.apply(image, target, fill);
        return target.pixels();
    }

    private static Set<List<Float>> outcomes(Augmenter augmenter, Image image) {
        Set<List<Float>> outcomes = new HashSet<>();
        for (int key = 0; key < 200; key++) {
            List<Float> values = new ArrayList<>();
            for (float value : Pictures.augmented(augmenter, image, key).pixels()) {
                values.add(value);
            }
            outcomes.add(values);
        }
        return outcomes;
    }
}
