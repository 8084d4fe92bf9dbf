package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

/** Pooling of volumes is that of images, first within each slice and then across slices, or all at once. */
class VolumePoolingTests {
    private static final Shape VOLUME = Shape.of(5, 6, 7, 3);

    /** Of one slice, where the layer for images does the same. */
    private static void sameAsImages(Layer volume, Layer image) {
        LayerRun one = LayerRun.of(volume, 2, Shape.of(1, 6, 7, 3));
        LayerRun other = LayerRun.of(image, 2, Shape.image(6, 7, 3));
        float[] x = Numbers.random(2 * 126, 3);
        float[] y = other.forward(x);
        Numbers.assertClose("output", one.forward(x), Numbers.doubles(y), 1e-6);
        float[] dy = Numbers.random(y.length, 4);
        Numbers.assertClose("gradient", one.backward(dy).inputGradient(0),
                Numbers.doubles(other.backward(dy).inputGradient(0)), 1e-6);
    }

    @Test
    void poolsASliceAsAnImage() {
        Size3d size = new Size3d(1, 3, 2);
        sameAsImages(MaxPool3d.of(size), MaxPool2d.of(new Size(3, 2)));
        sameAsImages(MaxPool3d.of(size).stride(1).padding(Padding3d.SAME).roundUp(true),
                MaxPool2d.of(new Size(3, 2)).stride(1).padding(Padding.SAME).roundUp(true));
        sameAsImages(MaxPool3d.of(size).dilation(new Size3d(1, 2, 1)),
                MaxPool2d.of(new Size(3, 2)).dilation(new Size(2, 1)));
        sameAsImages(AveragePool3d.of(size), AveragePool2d.of(new Size(3, 2)));
        for (boolean counts : new boolean[] {false, true}) {
            sameAsImages(AveragePool3d.of(size).stride(2).padding(Padding3d.of(0, 1, 1, 0, 1, 1)).roundUp(true)
                    .countPadding(counts),
                    AveragePool2d.of(new Size(3, 2)).stride(2).padding(Padding.of(1)).roundUp(true)
                            .countPadding(counts));
            sameAsImages(AveragePool3d.of(size).stride(2).padding(Padding3d.SAME).countPadding(counts),
                    AveragePool2d.of(new Size(3, 2)).stride(2).padding(Padding.SAME).countPadding(counts));
        }
    }

    /** (D, H, W, C) with its slices as the pixels of a column: (D, 1, H · W · C). */
    @Test
    void poolsAcrossSlicesAsAlongAColumn() {
        float[] x = Numbers.random(2 * VOLUME.size(), 5);
        Shape column = Shape.image(5, 1, 126);
        assertThat(LayerRun.of(MaxPool3d.of(new Size3d(3, 1, 1)).stride(new Size3d(2, 1, 1)), 2, VOLUME).forward(x))
                .isEqualTo(LayerRun.of(MaxPool2d.of(new Size(3, 1)).stride(2), 2, column).forward(x));
        float[] means = LayerRun.of(AveragePool2d.of(new Size(3, 1)).stride(2), 2, column).forward(x);
        Numbers.assertClose("mean",
                LayerRun.of(AveragePool3d.of(new Size3d(3, 1, 1)).stride(new Size3d(2, 1, 1)), 2, VOLUME).forward(x),
                Numbers.doubles(means), 1e-6);
        assertThat(BoundLayer.of(MaxPool3d.of(2), VOLUME).output()).isEqualTo(Shape.of(2, 3, 3, 3));
    }

    @Test
    void rejectsWhatDoesNotFit() {
        assertThatThrownBy(() -> BoundLayer.of(MaxPool3d.of(2), Shape.image(4, 4, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(
                        "it takes a volume (depth, height, width, channels), but an input of 3 axes was given. "
                                + "Bring it to four axes with a reshape layer, or use the layer for images.");
        assertThatThrownBy(() -> BoundLayer.of(AveragePool3d.of(6), VOLUME)).hasMessageEndingWith(
                "a 6×6×6 kernel does not fit a 5×6×7 volume. Use padding SAME or a kernel of at most 5.");
        assertThatThrownBy(() -> BoundLayer.of(MaxPool3d.of(2).padding(Padding3d.of(2)), VOLUME)).hasMessageEndingWith(
                "padding 2 leaves a window of 2×2×2 without any voxel of the 5×6×7 volume. Use less padding than the window "
                        + "is deep, high and wide, or less dilation.");
    }
}
