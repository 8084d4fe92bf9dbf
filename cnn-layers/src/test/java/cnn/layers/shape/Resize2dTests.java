package cnn.layers.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.Size;
import cnn.layers.shape.Resize2d.Mode;
import cnn.layers.shape.Resize2d.Places;
import cnn.layers.shape.Resize2d.Rounding;
import cnn.testkit.LayerRun;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values that ONNX's description of Resize has, and what its formulas give by hand. Its own tests go through the importer. */
class Resize2dTests {
    private static float[] line(Resize2d layer, float... x) {
        return LayerRun.of(layer, 1, Shape.image(1, x.length, 1)).forward(x);
    }

    private static Resize2d to(int width) {
        return Resize2d.of(new Size(1, width));
    }

    private static void gives(float[] y, double... due) {
        assertThat(y).hasSize(due.length);
        for (int i = 0; i < due.length; i++) {
            assertThat((double) y[i]).as("[%d]", i).isCloseTo(due[i], Offset.offset(1e-6));
        }
    }

    @Test
    void mixesTheNeighboursAsUpsamplingByWholeFactorsDoes() {
        Shape square = Shape.image(2, 2, 1);
        float[] x = {1, 2, 3, 4};
        float[] due = {1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4};
        assertThat(LayerRun.of(Resize2d.of(Size.of(4)).mode(Mode.LINEAR), 1, square).forward(x)).containsExactly(due);
        assertThat(LayerRun.of(Upsample2d.of(2).mode(Upsample2d.Mode.BILINEAR), 1, square).forward(x))
                .containsExactly(due);
    }

    @Test
    void standsWherePlacesSay() {
        Resize2d wider = to(6).mode(Mode.LINEAR);
        gives(line(wider.places(Places.ASYMMETRIC), 0, 10, 20), 0, 5, 10, 15, 20, 20);
        gives(line(wider.places(Places.ALIGN_CORNERS), 0, 10, 20), 0, 4, 8, 12, 16, 20);
        gives(line(wider, 0, 10, 20), 0, 2.5, 7.5, 12.5, 17.5, 20);
        gives(line(wider.places(Places.TF_HALF_PIXEL_FOR_NN), 0, 10, 20), 2.5, 7.5, 12.5, 17.5, 20, 20);
        Resize2d one = to(1).mode(Mode.LINEAR);
        gives(line(one, 0, 10, 20, 30), 15);
        gives(line(one.places(Places.PYTORCH_HALF_PIXEL), 0, 10, 20, 30), 0);
        gives(line(one.places(Places.ALIGN_CORNERS), 0, 10, 20, 30), 0);
    }

    /** 2 of 5 pixels by a scale of 0.45: 2.25 pixels long before it was rounded. */
    @Test
    void bringsTheMiddlesTogetherWhereTheScaleWasRounded() {
        Resize2d layer = to(2).mode(Mode.LINEAR).scale(new Scale(1, 0.45));
        gives(line(layer, 0, 10, 20, 30, 40), 10 * (0.5 / 0.45 - 0.5), 10 * (1.5 / 0.45 - 0.5));
        double shift = 10 * 2.5 * (1 - 2 / 2.25);
        gives(line(layer.places(Places.HALF_PIXEL_SYMMETRIC), 0, 10, 20, 30, 40), 10 * (0.5 / 0.45 - 0.5) + shift,
                10 * (1.5 / 0.45 - 0.5) + shift);
    }

    @Test
    void takesTheNearestAsRoundingSays() {
        Resize2d layer = to(4).places(Places.ASYMMETRIC); // at 0, 0.5, 1 and 1.5
        gives(line(layer, 1, 2), 1, 1, 2, 2);
        gives(line(layer.rounding(Rounding.ROUND_PREFER_CEIL), 1, 2), 1, 2, 2, 2);
        gives(line(layer.rounding(Rounding.FLOOR), 1, 2), 1, 1, 2, 2);
        gives(line(layer.rounding(Rounding.CEIL), 1, 2), 1, 2, 2, 2);
    }

    /** At 0.25 Keys' weights for A = −0.75 are −0.10546875, 0.87890625, 0.26171875 and −0.03515625. */
    @Test
    void mixesByACubic() {
        Resize2d layer = to(8).mode(Mode.CUBIC).places(Places.ASYMMETRIC).scale(new Scale(1, 4));
        double at = -0.10546875 * 1 + 0.87890625 * 1 + 0.26171875 * 5 - 0.03515625 * 5;
        assertThat((double) line(layer, 1, 5)[1]).isCloseTo(at, Offset.offset(1e-6));
        double inside = (0.87890625 * 1 + 0.26171875 * 5) / (0.87890625 + 0.26171875);
        assertThat((double) line(layer.excludeOutside(true), 1, 5)[1]).isCloseTo(inside, Offset.offset(1e-6));
        gives(line(to(3).mode(Mode.CUBIC), 4, 5, 9), 4, 5, 9);
    }

    /** Half as wide, a pixel is mixed of four, of weights 1, 3, 3 and 1 eighths; at the edge those beyond are the one there. */
    @Test
    void mixesAllPixelsWhereItShrinks() {
        gives(line(to(3).mode(Mode.LINEAR).antialias(true), 8, 16, 24, 32, 40, 48), (4 * 8 + 3 * 16 + 24) / 8.0,
                (16 + 3 * 24 + 3 * 32 + 40) / 8.0, (32 + 3 * 40 + 4 * 48) / 8.0);
        gives(line(to(4).mode(Mode.LINEAR).antialias(true), 1, 2), 1, 1.25, 1.75, 2);
    }

    @Test
    void cutsOutARegionAndSaysWhatLiesBeyond() {
        Resize2d layer = to(3).mode(Mode.LINEAR);
        gives(line(layer.crop(new Region(0, 0.25, 0, 0.75), -1), 0, 10, 20, 30, 40), 10, 20, 30);
        gives(line(layer.crop(new Region(0, 0.5, 0, 1.5), -1), 0, 10, 20, 30, 40), 20, 40, -1);
    }

    @Test
    void readsScalesAndRegions() {
        assertThat(Scale.parse("0.5")).isEqualTo(Scale.of(0.5)).hasToString("0.5x0.5");
        assertThat(Scale.parse("0.5 x 2")).isEqualTo(new Scale(0.5, 2));
        assertThat(Region.parse("0.1, 0,0.9,1")).isEqualTo(new Region(0.1, 0, 0.9, 1)).hasToString("0.1,0.0,0.9,1.0");
        assertThatThrownBy(() -> Scale.parse("1x2x3")).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "'1x2x3' is no scale. Write one number for both axes (0.5) or height x width (0.5x2).");
        assertThatThrownBy(() -> Scale.of(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A scale is 0.0x0.0 but must be from 1.0E-6 to 1.0E6 along both axes. Give for example 0.5x2 "
                                + "(height x width).");
        assertThatThrownBy(() -> Region.parse("0,1")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'0,1' is no region. Write top,left,bottom,right in shares of the image (0.1,0,0.9,1).");
        assertThatThrownBy(() -> new Region(0, Double.NaN, 1, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A region is 0.0,NaN,1.0,1.0 (top, left, bottom, right) but its shares must be from -1.0E6 to "
                                + "1.0E6. Give for example 0.1,0,0.9,1.");
    }

    @Test
    void rejectsWhatMeansNothing() {
        refuses(() -> to(2).cubic(0.5), "Resize2d cubic is 0.5 but must be from -1 to 0. Give for example -0.75.");
        refuses(() -> to(2).antialias(true),
                "Resize2d was given antialias and mode nearest, which takes one pixel. Use mode "
                        + "linear or cubic.");
        refuses(() -> to(2).crop(Region.WHOLE, Double.NaN),
                "Resize2d extrapolation is NaN but must be finite, as a float too. Give for example 0.");
        refuses(() -> to(2).crop(new Region(0, 0, 1, 0.5), 0).places(Places.ASYMMETRIC),
                "Resize2d was given the region 0.0,0.0,1.0,0.5 and extrapolation 0.0 but places ASYMMETRIC, which takes the "
                        + "whole image. Use places crop-and-resize, or leave both out.");
        rejects(to(8).scale(Scale.of(1)),
                "its scale of 1.0 makes 3.0 pixels of 3 along an axis, but its size says 8. Leave the scale out.");
        rejects(Resize2d.of(Size.of(50_000)),
                "its output would be 50000×50000 with 1 channel, more than the 2^31 - 9 numbers "
                        + "that one array can hold. Use a smaller size.");
        rejects(to(1_000_000_000),
                "its 1000000000 output pixels along an axis would be mixed of 2 each. Use a larger scale, "
                        + "or no antialias.");
    }

    private static void refuses(Supplier<Resize2d> layer, String words) {
        assertThatThrownBy(layer::get).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
    }

    private static void rejects(Resize2d layer, String words) {
        assertThatThrownBy(() -> LayerRun.of(layer, 1, Shape.image(1, 3, 1))).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }
}
