package cnn.augment.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.api.Shape;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.Pictures;
import cnn.augment.colour.Shade;
import cnn.augment.colour.Tone;
import cnn.augment.quality.Blur;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Augmenters that change pen and paper. */
class DrawingTests {
    private static final int SIZE = 15;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPenGetsThickerByAnyPartOfAPixelWhateverItsColour(boolean dark) {
        double[] inks = inks(Stroke.of(0, 1), dark);
        // Lines of three pixels gain up to one pixel on each side: 3 to 5 pixels a row.
        assertThat(Arrays.stream(inks).boxed()).allMatch(ink -> ink > 2.999 && ink < 5.001);
        assertThat(Arrays.stream(inks).average().orElseThrow()).isCloseTo(4, Offset.offset(0.15));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPenGetsThinnerByAnyPartOfAPixelWhateverItsColour(boolean dark) {
        double[] inks = inks(Stroke.of(1, 0), dark);
        assertThat(Arrays.stream(inks).boxed()).allMatch(ink -> ink > 0.999 && ink < 3.001);
        assertThat(Arrays.stream(inks).average().orElseThrow()).isCloseTo(2, Offset.offset(0.15));
    }

    @Test
    void aDotGrowsToAnOctagon() {
        Image dot = Pictures.grey(7, 7, new float[49]);
        dot.pixels()[24] = 1;
        Image grown = Image.of(dot.shape());
        // The largest of many draws comes near two whole pixels: a cross, then that cross spread to all eight neighbours.
        double most = IntStream.range(0, 300).mapToDouble(key -> {
            Image out = Pictures.augmented(Stroke.of(0, 2), dot, key);
            double sum = total(out);
            if (sum > total(grown)) {
                grown.copyFrom(out);
            }
            return sum;
        }).max().orElseThrow();
        assertThat(most).isBetween(20.8, 21.0);
        assertThat(rows(grown)).isEqualTo("""
                .......
                ..###..
                .#####.
                .#####.
                .#####.
                ..###..
                .......
                """);
    }

    @Test
    void gapsTakeInkAwayAndLeaveThePaperAsItIs() {
        int interrupted = 0;
        for (int key = 0; key < 100; key++) {
            float[] out = Pictures.augmented(Gaps.of(1, 2), line(true), key).pixels();
            float[] in = line(true).pixels();
            int lost = 0;
            for (int i = 0; i < out.length; i++) {
                assertThat(out[i]).isGreaterThanOrEqualTo(in[i] - 1e-6f);
                lost += in[i] == 0 && out[i] > 0.5f ? 1 : 0;
            }
            // A disc of radius 2 covers at most 13 pixel centres, at the edge a single one as few as 2 of the line's.
            assertThat(lost).isBetween(0, 13);
            interrupted += lost > 0 ? 1 : 0;
        }
        assertThat(interrupted).isBetween(30, 70);
    }

    @Test
    void toneLeavesTheContrastAskedAndInvertsAsOftenAsAsked() {
        int inverted = 0;
        double least = 1;
        double most = 0;
        for (int key = 0; key < 1000; key++) {
            float[] out = Pictures.augmented(Tone.of().contrast(0.2).invert(0.3), line(true), key).pixels();
            float paper = out[0];
            float ink = out[7];
            inverted += paper < ink ? 1 : 0;
            least = Math.min(least, Math.abs(paper - ink));
            most = Math.max(most, Math.abs(paper - ink));
        }
        assertThat(inverted).isBetween(250, 350);
        assertThat(least).isBetween(0.1999, 0.21);
        assertThat(most).isBetween(0.99, 1.0001);
    }

    @Test
    void blurKeepsTheMeanAndSoftensEdges() {
        Image dot = Image.of(Shape.image(21, 21, 1));
        dot.pixels()[10 * 21 + 10] = 1;
        double widest = 0;
        for (int key = 0; key < 200; key++) {
            float[] out = Pictures.augmented(Blur.of(2), dot, key).pixels();
            double sum = 0;
            double variance = 0;
            for (int i = 0; i < out.length; i++) {
                sum += out[i];
                variance += out[i] * (i / 21 - 10) * (i / 21 - 10);
            }
            // 441 roundings of about 6e-8 each, the weights' own included.
            assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
            widest = Math.max(widest, Math.sqrt(variance));
        }
        // A Gaussian cut at 3 sigma has 0.987 of its deviation.
        assertThat(widest).isBetween(1.9, 2.0);
    }

    @Test
    void shadeTakesLightFromOneSideToTheOther() {
        Image white = Image.of(Shape.image(SIZE, SIZE, 1));
        Arrays.fill(white.pixels(), 1);
        double darkest = 1;
        for (int key = 0; key < 300; key++) {
            Image out = Pictures.augmented(Shade.of(0.6), white, key);
            float first = out.pixels()[0];
            float opposite = out.pixels()[SIZE * SIZE - 1];
            float middle = out.pixels()[SIZE * SIZE / 2];
            assertThat(middle).isCloseTo((first + opposite) / 2, Offset.offset(1e-5f));
            for (float value : out.pixels()) {
                darkest = Math.min(darkest, value);
            }
        }
        assertThat(darkest).isBetween(0.4, 0.45);
    }

    /** The ink in each row of an upright line three pixels wide, drawn with many pens. */
    private static double[] inks(Augmenter pen, boolean dark) {
        return IntStream.range(0, 400).mapToDouble(key -> {
            Image out = Pictures.augmented(pen, line(dark), key);
            double sum = total(out);
            return (dark ? SIZE * SIZE - sum : sum) / SIZE;
        }).toArray();
    }

    private static Image line(boolean dark) {
        Image image = Image.of(Shape.image(SIZE, SIZE, 1));
        for (int i = 0; i < SIZE * SIZE; i++) {
            boolean ink = Math.abs(i % SIZE - SIZE / 2) <= 1;
            image.pixels()[i] = ink == dark ? 0 : 1;
        }
        return image;
    }

    private static double total(Image image) {
        double sum = 0;
        for (float value : image.pixels()) {
            sum += value;
        }
        return sum;
    }

    private static String rows(Image image) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < image.pixels().length; i++) {
            rows.append(image.pixels()[i] > 0.5f ? '#' : '.')
                    .append(i % image.width() == image.width() - 1 ? "\n" : "");
        }
        return rows.toString();
    }
}
