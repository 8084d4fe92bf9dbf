package cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.explain.Attribution.Kind;
import cnn.explain.colour.ColourMap;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AttributionTests {
    private static Attribution attribution(Kind kind, Shape shape, float... values) {
        return new Attribution(GradCam.of(), "circle", kind, new Tensor(shape, values), Image.of(Shape.image(4, 4, 1)));
    }

    @Test
    void isInterpolatedBetweenTheCentresOfPlaces() {
        float[] heat = attribution(Kind.SUPPORT, Shape.image(2, 2, 1), 0, 1, 0, 1).heat();
        assertThat(heat).startsWith(0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1).hasSize(16);
    }

    @Test
    void channelsAreSummedOrWhereTheSizeCountsTheLargestIsTaken() {
        Image image = Image.of(Shape.image(1, 2, 2));
        Tensor values = new Tensor(image.shape(), new float[] {1, -3, 2, 2});
        assertThat(new Attribution(Saliency.of(), "y", Kind.SIGNED, values, image).heat()).containsExactly(-2, 4);
        assertThat(new Attribution(Saliency.of(), "y", Kind.MAGNITUDE, values, image).heat()).containsExactly(3, 2);
        assertThat(new Attribution(Saliency.of(), "y", Kind.SIGNED, values, image).total()).isEqualTo(2);
    }

    @Test
    void theLargestNumberHasTheStrongestColour() {
        Attribution signed = attribution(Kind.SIGNED, Shape.image(2, 2, 1), 0, 2, -2, 0.5f);
        BufferedImage picture = signed.picture(100);
        assertThat(picture.getWidth()).isEqualTo(100);
        assertThat(picture.getRGB(99, 0) & 0xFFFFFF).isEqualTo(ColourMap.POLAR.rgb(1));
        assertThat(picture.getRGB(0, 99) & 0xFFFFFF).isEqualTo(ColourMap.POLAR.rgb(-1));
        assertThat(signed.strength()).isEqualTo(2);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> attribution(Kind.SUPPORT, Shape.image(2, 2, 1), 0, 2, Float.NaN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Grad-CAM finds NaN as number 2 of (2, 2, 1), and what it finds is finite: on this picture the "
                                + "network, or its derivative, overflows, as behind the root of 0. Use another method, such as Occlusion, "
                                + "which needs no derivative, or another picture.");
    }

    @Test
    void nothingIsDark() {
        Attribution blank = attribution(Kind.SUPPORT, Shape.image(2, 2, 1), 0, 0, 0, 0);
        assertThat(blank.isBlank()).isTrue();
        assertThat(blank.strength()).isZero();
        assertThat(blank.picture(8).getRGB(4, 4) & 0xFFFFFF).isEqualTo(ColourMap.EMBER.rgb(0));
        assertThat(blank.overlay(8).getRGB(4, 4) & 0xFFFFFF).isZero();
    }

    @Test
    void oneWildPixelDoesNotDarkenAllOthers() {
        Image image = Image.of(Shape.image(20, 20, 1));
        float[] values = new float[400];
        Arrays.fill(values, 1);
        values[7] = 1000;
        assertThat(new Attribution(Saliency.of(), "y", Kind.MAGNITUDE, new Tensor(image.shape(), values), image)
                .strength())
                .isEqualTo(1);
    }
}
