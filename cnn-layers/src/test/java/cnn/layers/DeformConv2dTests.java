package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DeformConv2dTests {
    private static final Shape COUNTED = Shape.image(3, 3, 1);
    private static final float[] COUNT = {0, 1, 2, 3, 4, 5, 6, 7, 8};

    /** ONNX's tests: sums of 2 × 2 pixels, one element of the first window moved down by half, one to the left by a tenth. */
    private static float[] sums(DeformConv2d layer, int side, int moved, float[] image, float... masks) {
        int channels = image.length / 9;
        float[] offsets = new float[side * side * 8 * channels];
        offsets[0] = 0.5f;
        offsets[moved * 8 * channels + (channels == 1 ? 5 : 13)] = -0.1f;
        Shape places = Shape.image(side, side, 8 * channels);
        LayerRun run = masks.length == 0
                ? LayerRun.of(layer, 1, Shape.image(3, 3, channels), places)
                : LayerRun.of(layer, 1, COUNTED, places, Shape.image(side, side, 4));
        Arrays.fill(run.values("weights"), 1);
        if (layer.bias()) {
            Arrays.fill(run.values("bias"), 1);
        }
        return masks.length == 0 ? run.forward(image, offsets) : run.forward(image, offsets, masks);
    }

    @Test
    void givesOnnxExamples() {
        DeformConv2d sums = DeformConv2d.of(1, 2).bias(false);
        Offset<Float> nearly = Offset.offset(1e-5f);
        assertThat(sums(sums.padding(Padding.of(1)), 4, 6, COUNT)).containsExactly(new float[] {0, 1, 3, 2, 3, 8, 11.9f,
            7, 9, 20, 24, 13, 6, 13, 15, 8}, nearly);
        assertThat(sums(sums, 2, 1, COUNT)).containsExactly(new float[] {9.5f, 11.9f, 20, 24}, nearly);
        float[] masks = new float[16];
        Arrays.fill(masks, 1);
        masks[14] = 0.2f;
        assertThat(sums(sums.bias(true), 2, 1, COUNT, masks)).containsExactly(new float[] {10.5f, 12.9f, 21, 19.4f},
                nearly);
        float[] two = new float[18];
        for (int i = 0; i < 9; i++) {
            two[2 * i] = i;
            two[2 * i + 1] = 8 - i;
        }
        assertThat(sums(sums.offsetGroups(2), 2, 1, two)).containsExactly(new float[] {33.5f, 32.1f, 32, 32}, nearly);
    }

    /** Without offsets, and every other pixel's neighbour with whole ones, it is a convolution. */
    @Test
    void unmovedItIsAConvolution() {
        Shape image = Shape.image(6, 7, 4);
        for (Padding padding : new Padding[] {Padding.VALID, Padding.SAME, Padding.of(2, 0, 1, 3)}) {
            Conv2d plain = Conv2d.of(6, new Size(3, 2)).stride(new Size(1, 2)).dilation(new Size(2, 1)).groups(2)
                    .padding(padding);
            DeformConv2d moved = DeformConv2d.of(6, new Size(3, 2)).stride(new Size(1, 2)).dilation(new Size(2, 1))
                    .groups(2).offsetGroups(4).padding(padding);
            LayerRun due = LayerRun.of(plain, 2, image);
            Shape output = due.layer().output();
            Shape places = Shape.image(output.height(), output.width(), 48);
            LayerRun run = LayerRun.of(moved, 2, image, places);
            Numbers.fill(due.values("weights"), 1);
            Numbers.fill(run.values("weights"), 1);
            float[] x = Numbers.random(2 * image.size(), 3);
            float[] dy = Numbers.random(2 * output.size(), 4);
            assertThat(run.forward(x, new float[2 * places.size()])).as("output").containsExactly(due.forward(x),
                    Offset.offset(2e-5f));
            run.backward(dy);
            due.backward(dy);
            assertThat(run.inputGradient(0)).as("dx").containsExactly(due.inputGradient(0), Offset.offset(2e-5f));
            assertThat(run.gradient("weights")).as("dw").containsExactly(due.gradient("weights"), Offset.offset(2e-5f));
            assertThat(run.gradient("bias")).as("db").containsExactly(due.gradient("bias"), Offset.offset(2e-5f));
        }
    }

    @Test
    void placesThatAreNoneGiveNaN() {
        LayerRun run = LayerRun.of(DeformConv2d.of(1, 1), 1, Shape.image(1, 2, 1), Shape.image(1, 2, 2));
        run.values("weights")[0] = 1;
        assertThat(run.forward(new float[] {3, 4}, new float[] {Float.NaN, 0, 0, Float.NEGATIVE_INFINITY}))
                .containsExactly(Float.NaN, 0);
    }

    @Test
    void saysWhatDoesNotFit() {
        DeformConv2d layer = DeformConv2d.of(4, 3);
        assertThatThrownBy(() -> BoundLayer.of(layer, Shape.image(5, 5, 2)))
                .hasMessageContaining("it takes an image, offsets and perhaps masks but was given 1 input");
        assertThatThrownBy(() -> BoundLayer.of(layer, Shape.image(5, 5, 2), Shape.image(3, 3, 9)))
                .hasMessageContaining("it cannot take offsets of (3, 3, 9) for windows that need (3, 3, 18). Give the "
                        + "convolution of the offsets the same kernel, stride and padding, and 18 filters.");
        assertThatThrownBy(
                () -> BoundLayer.of(layer, Shape.image(5, 5, 2), Shape.image(3, 3, 18), Shape.image(3, 3, 18)))
                .hasMessageContaining("it cannot take masks of (3, 3, 18) for windows that need (3, 3, 9)");
        assertThatThrownBy(() -> BoundLayer.of(layer.offsetGroups(4), Shape.image(5, 5, 2), Shape.image(3, 3, 72)))
                .hasMessageContaining("2 channels cannot be cut into 1 groups and 4 offset groups");
        assertThatThrownBy(() -> BoundLayer.of(layer, Shape.image(2, 2, 2), Shape.image(3, 3, 18)))
                .hasMessageContaining("a 3×3 kernel does not fit a 2×2 image");
        assertThatThrownBy(() -> BoundLayer.of(layer, Shape.vector(2), Shape.image(3, 3, 18)))
                .hasMessageContaining("it takes an image (height, width, channels) first");
        assertThatThrownBy(() -> DeformConv2d.of(0, 3))
                .hasMessage("DeformConv2d needs at least 1 filter but was given 0.");
        assertThatThrownBy(() -> layer.groups(3))
                .hasMessage(
                        "DeformConv2d cannot share 4 filters among 3 groups. Use a number of groups that divides the "
                                + "filters.");
        assertThatThrownBy(() -> layer.offsetGroups(0))
                .hasMessage("DeformConv2d needs at least 1 offset group but was given 0.");
    }
}
