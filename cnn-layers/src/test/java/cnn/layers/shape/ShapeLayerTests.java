package cnn.layers.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.layers.Size;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShapeLayerTests {
    private static final Shape LINE = Shape.image(1, 3, 1);
    private static final float[] ABC = {1, 2, 3};

    private static float[] run(Layer layer, Shape shape, float... x) {
        return LayerRun.of(layer, 1, shape).forward(x);
    }

    private static Shape output(Layer layer, Shape shape) {
        return BoundLayer.of(layer, shape).output();
    }

    @Test
    void reshapeFindsTheOpenAxis() {
        assertThat(output(Reshape.of(2, -1), Shape.image(2, 3, 4))).isEqualTo(Shape.of(2, 12));
        assertThat(output(Reshape.of(4, 3, 2), Shape.vector(24))).isEqualTo(Shape.image(4, 3, 2));
        assertThat(BoundLayer.of(Reshape.of(-1), Shape.image(2, 3, 4)).isView()).isTrue();
    }

    /** The example of ONNX's description of GridSample: 4×4 numbers that count, at 6×6 places from edge to edge. */
    @Test
    void gridSampleMixesThePixelsAround() {
        float[] places = new float[72];
        for (int i = 0; i < 36; i++) {
            places[2 * i] = i % 6 * 0.4f - 1;
            places[2 * i + 1] = i / 6 * 0.4f - 1;
        }
        float[] image = new float[16];
        for (int i = 0; i < 16; i++) {
            image[i] = i;
        }
        float[] y = LayerRun.of(GridSample.of(), 1, Shape.image(4, 4, 1), Shape.of(6, 6, 2)).forward(image, places);
        assertThat(y).containsExactly(of(0, 0.15f, 0.55f, 0.95f, 1.35f, 0.75f, 0.6f, 1.5f, 2.3f, 3.1f, 3.9f, 2.1f, 2.2f,
                4.7f, 5.5f, 6.3f, 7.1f, 3.7f, 3.8f, 7.9f, 8.7f, 9.5f, 10.3f, 5.3f, 5.4f, 11.1f, 11.9f, 12.7f, 13.5f,
                6.9f,
                3, 6.15f, 6.55f, 6.95f, 7.35f, 3.75f), Offset.offset(1e-5f));
        assertThat(LayerRun.of(GridSample.of().mode(Resize2d.Mode.NEAREST).beyond(GridSample.Beyond.REFLECTION), 1,
                Shape.image(1, 4, 1), Shape.of(1, 3, 2)).forward(of(1, 2, 3, 4), of(1.3f, 0, -2.8f, 0, -0.3f, 0)))
                .containsExactly(4, 4, 2);
        assertThat(LayerRun.of(GridSample.of().beyond(GridSample.Beyond.BORDER), 1, Shape.image(1, 2, 1),
                Shape.of(2, 2)).forward(of(5, 7), of(9, 0, -9, 4))).containsExactly(7, 5);
        assertThatThrownBy(() -> BoundLayer.of(GridSample.of(), LINE, Shape.of(2, 3)))
                .hasMessageContaining("it cannot take places of (2, 3) in (1, 3, 1)");
        assertThatThrownBy(() -> BoundLayer.of(GridSample.of(), LINE))
                .hasMessageContaining("it takes an image and places but was given 1 inputs");
    }

    private static float[] of(float... numbers) {
        return numbers;
    }

    @Test
    void permuteTurnsOverTheDiagonal() {
        assertThat(run(Permute.of(1, 0, 2), Shape.image(2, 3, 2), 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60))
                .containsExactly(1, 10, 4, 40, 2, 20, 5, 50, 3, 30, 6, 60);
        assertThat(run(Permute.of(2, 0, 1), Shape.image(1, 3, 2), 1, 10, 2, 20, 3, 30)).containsExactly(1, 2, 3, 10, 20,
                30);
    }

    @Test
    void permuteAgreesWithItsFormulaOverSeveralTasks() {
        Shape from = Shape.of(13, 7, 11, 30);
        float[] x = Numbers.random(2 * from.size(), 4);
        LayerRun run = LayerRun.of(Permute.of(2, 3, 0, 1), 2, from).with(now -> now.tasks(Tasks.REVERSED));
        float[] y = run.forward(x);
        assertThat(run.layer().output()).isEqualTo(Shape.of(11, 30, 13, 7));
        for (int i = 0; i < y.length; i++) {
            int l = i % 7;
            int k = i / 7 % 13;
            int j = i / 91 % 30;
            int h = i / 2730 % 11;
            assertThat(y[i]).isEqualTo(x[i / from.size() * from.size() + ((k * 7 + l) * 11 + h) * 30 + j]);
        }
        assertThat(run.backward(y).inputGradient(0)).isEqualTo(x);
    }

    @Test
    void padFramesWithANumber() {
        assertThat(run(Pad2d.of(new Sides(1, 0, 0, 2)), LINE, ABC)).containsExactly(0, 0, 0, 0, 0, 1, 2, 3, 0, 0);
        assertThat(run(Pad2d.of(new Sides(0, 1, 0, 1)).value(-2), LINE, ABC)).containsExactly(-2, 1, 2, 3, -2);
    }

    @Test
    void padMirrorsWithoutTheEdgeOrRepeatsIt() {
        Pad2d frame = Pad2d.of(new Sides(0, 2, 0, 2));
        assertThat(run(frame.mode(Pad2d.Mode.REFLECT), LINE, ABC)).containsExactly(3, 2, 1, 2, 3, 2, 1);
        assertThat(run(frame.mode(Pad2d.Mode.EDGE), LINE, ABC)).containsExactly(1, 1, 1, 2, 3, 3, 3);
        assertThat(run(frame.mode(Pad2d.Mode.WRAP), LINE, ABC)).containsExactly(2, 3, 1, 2, 3, 1, 2);
        assertThat(run(Pad2d.of(new Sides(0, 4, 0, 5)).mode(Pad2d.Mode.WRAP), LINE, ABC)).containsExactly(3, 1, 2, 3, 1,
                2,
                3, 1, 2, 3, 1, 2);
        LayerRun run = LayerRun.of(frame.mode(Pad2d.Mode.EDGE), 1, LINE);
        run.forward(ABC);
        assertThat(run.backward(new float[] {1, 2, 3, 4, 5, 6, 7}).inputGradient(0)).containsExactly(6, 4, 18);
    }

    @Test
    void cropCutsOff() {
        assertThat(run(new Crop2d(new Sides(1, 0, 0, 2)), Shape.image(2, 3, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
                .containsExactly(7, 8);
    }

    @Test
    void upsampleRepeatsOrMixes() {
        assertThat(run(Upsample2d.of(new Size(1, 2)), LINE, ABC)).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(run(Upsample2d.of(new Size(2, 1)), Shape.image(2, 1, 2), 1, 2, 3, 4)).containsExactly(1, 2, 1, 2, 3,
                4, 3, 4);
        // PyTorch: F.interpolate(torch.tensor([[[1., 2, 3]]]), scale_factor=2, mode='linear')
        assertThat(run(Upsample2d.of(new Size(1, 2)).mode(Upsample2d.Mode.BILINEAR), LINE, ABC)).containsExactly(1,
                1.25f, 1.75f, 2.25f, 2.75f, 3);
    }

    /** PyTorch: PixelShuffle(2) of one pixel with channels 0 … 7, in channels-first order. */
    @Test
    void pixelShuffleMakesPixelsOfChannels() {
        assertThat(run(PixelShuffle.of(2), Shape.image(1, 1, 8), 0, 1, 2, 3, 4, 5, 6, 7)).containsExactly(0, 4, 1, 5, 2,
                6, 3, 7);
        assertThat(output(PixelShuffle.of(3), Shape.image(2, 5, 18))).isEqualTo(Shape.image(6, 15, 2));
        assertThat(run(PixelShuffle.of(2), Shape.image(1, 2, 4), 1, 2, 3, 4, 5, 6, 7, 8)).containsExactly(1, 2, 5, 6, 3,
                4, 7, 8);
    }

    /** PyTorch: ChannelShuffle(2) of one pixel with channels 0 … 5; ONNX's way, by reshape and transpose, in three groups. */
    @Test
    void channelShuffleTakesOneOfEachGroupInTurn() {
        assertThat(run(ChannelShuffle.of(2), Shape.image(1, 1, 6), 0, 1, 2, 3, 4, 5)).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(run(ChannelShuffle.of(3), Shape.image(1, 2, 6), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))
                .containsExactly(0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11);
    }

    /** Rows of two halves in turn, and of three groups, over several tasks. */
    @Test
    void channelShuffleAgreesWithItsFormulaOverSeveralTasks() {
        for (int groups = 2; groups < 4; groups++) {
            Shape shape = Shape.image(9, 11, groups * 58);
            float[] x = Numbers.random(2 * shape.size(), 4);
            LayerRun run = LayerRun.of(ChannelShuffle.of(groups), 2, shape).with(now -> now.tasks(Tasks.REVERSED));
            float[] y = run.forward(x);
            for (int i = 0; i < y.length; i++) {
                int channel = i % shape.channels();
                assertThat(y[i]).isEqualTo(x[i - channel + channel % groups * 58 + channel / groups]);
            }
            assertThat(run.backward(y).inputGradient(0)).isEqualTo(x);
        }
    }

    @Test
    void channelSliceTakesNeighboursAndItsGradientLeavesTheOthersAlone() {
        LayerRun run = LayerRun.of(ChannelSlice.of(1, 2), 1, Shape.image(1, 2, 4));
        assertThat(run.forward(new float[] {0, 1, 2, 3, 4, 5, 6, 7})).containsExactly(1, 2, 5, 6);
        assertThat(run.backward(new float[] {1, 2, 3, 4}).inputGradient(0)).containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
        assertThat(output(ChannelSlice.of(2, 3), Shape.vector(5))).isEqualTo(Shape.vector(3));
    }

    @Test
    void readsSides() {
        assertThat(Sides.parse("2")).isEqualTo(Sides.of(2)).hasToString("2");
        assertThat(Sides.parse("1, 2,3,4")).isEqualTo(new Sides(1, 2, 3, 4)).hasToString("1,2,3,4");
        refuses(() -> Crop2d.of(-1), "Sides cannot have a negative number of pixels but were given -1,-1,-1,-1 (top, "
                + "left, bottom, right). Use 0 or more.");
        assertThatThrownBy(() -> Sides.parse("1,2")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'1,2' are no sides. Write a number of pixels for every side (1), or "
                        + "top,left,bottom,right (1,2,1,2).");
    }

    @Test
    void rejectsOptionsThatMeanNothing() {
        refuses(() -> Reshape.of(),
                "Reshape was given the axes [] but needs one or more, each of length 1 or more, and "
                        + "at most one of them -1, for what is left. Give for example [14, 14, -1].");
        refuses(() -> Reshape.of(-1, 2, -1), "Reshape was given the axes [-1, 2, -1] but needs one or more, each of "
                + "length 1 or more, and at most one of them -1, for what is left. Give for example [14, 14, -1].");
        refuses(() -> Permute.of(0, 2), "Permute was given the axes [0, 2] but needs each axis once, counted from 0. "
                + "Give for example [1, 0, 2] to exchange rows and columns.");
        refuses(() -> PixelShuffle.of(0),
                "PixelShuffle factor is 0 but an image is made at least 1 time as large. Give for example 2.");
        refuses(() -> ChannelShuffle.of(0),
                "ChannelShuffle groups is 0 but channels have at least 1 part. Give for example 2.");
        refuses(() -> ChannelSlice.of(-1, 2),
                "ChannelSlice first and channels are -1 and 2 but must be 0 and 1, or more. "
                        + "Give for example 0 and 16 for the first sixteen channels.");
        refuses(() -> Pad2d.of(1).value(Double.NaN),
                "Pad2d value is NaN. Give a number that is finite as a float, for example 0.");
        refuses(() -> new Pad2d(Sides.of(1), Pad2d.Mode.EDGE, 3), "Pad2d value is 3.0 but a frame of mode EDGE shows "
                + "pixels of the image. Leave the value out, or use mode CONSTANT.");
    }

    private static void refuses(Supplier<Layer> layer, String words) {
        assertThatThrownBy(layer::get).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
    }

    @Test
    void rejectsShapesThatDoNotFit() {
        rejects(Reshape.of(5, -1), Shape.vector(12), "its 12 numbers cannot be laid out as [5, -1]. Give axes whose "
                + "lengths multiply to 12.");
        rejects(Reshape.of(5, 2), Shape.vector(12), "its 12 numbers cannot be laid out as [5, 2]. Give axes whose "
                + "lengths multiply to 12, or -1 for one of them.");
        rejects(Permute.of(1, 0), Shape.image(2, 2, 2), "it orders 2 axes, but an input of 3 was given. Name each axis "
                + "of the input once, from 0 to 2.");
        rejects(Pad2d.of(new Sides(0, 3, 0, 0)).mode(Pad2d.Mode.REFLECT), LINE,
                "a mirrored frame of 3 columns does not fit an image of 3. Use at most 2, or mode EDGE.");
        rejects(Pad2d.of(1_000_000), LINE,
                "its output would be 2000001×2000003 with 1 channel, more than the 2^31 - 9 "
                        + "numbers that one array can hold. Use a narrower frame.");
        rejects(Upsample2d.of(1_000_000_000), LINE, "its output would be 1000000000×3000000000 with 1 channel, more "
                + "than the 2^31 - 9 numbers that one array can hold. Use a smaller factor.");
        rejects(new Crop2d(new Sides(0, 1, 0, 2)), LINE,
                "cutting off 1 and 2 of 3 columns leaves nothing. Cut off 2 at most.");
        rejects(ChannelShuffle.of(4), Shape.image(2, 2, 6), "6 channels cannot be cut into 4 groups. Use a number of "
                + "groups that divides the channels.");
        rejects(ChannelSlice.of(4, 3), Shape.image(2, 2, 6),
                "3 channels from number 4 on reach beyond the 6 that there "
                        + "are. Let first and channels together be at most 6.");
        rejects(ChannelShuffle.of(2), Shape.image(2, 2, 1), "1 channel cannot be cut into 2 groups. Use a number of "
                + "groups that divides the channels.");
        rejects(PixelShuffle.of(2), Shape.image(2, 2, 1), "1 channel cannot be cut into squares of 2×2. Give it a "
                + "multiple of 4 channels, for example with a 1×1 convolution before it.");
        rejects(PixelShuffle.of(2), Shape.image(2, 2, 6), "6 channels cannot be cut into squares of 2×2. Give it a "
                + "multiple of 4 channels, for example with a 1×1 convolution before it.");
    }

    private static void rejects(Layer layer, Shape shape, String words) {
        assertThatThrownBy(() -> LayerRun.of(layer, 1, shape)).isInstanceOf(ShapeException.class)
                .hasMessageEndingWith(words);
    }

    @Test
    void sliceTakesEverySoManyForwardsAndBackwards() {
        float[] x = {0, 1, 2, 3, 4, 5, 6, 7};
        assertThat(run(Slice.of(0, 1, 3).step(2), Shape.vector(8), x)).containsExactly(1, 3, 5);
        assertThat(run(Slice.of(0, 7, 3).step(-3), Shape.vector(8), x)).containsExactly(7, 4, 1);
        assertThat(run(Slice.of(0, 1, 1), Shape.of(2, 2, 2), x)).containsExactly(4, 5, 6, 7);
        assertThat(run(Slice.of(2, 1, 1), Shape.of(2, 2, 2), x)).containsExactly(1, 3, 5, 7);
        assertThatThrownBy(() -> output(Slice.of(0, 6, 3), Shape.vector(8)))
                .hasMessageContaining("it takes positions 6 to 8 of an axis of length 8");
        assertThatThrownBy(() -> output(Slice.of(1, 0, 1), Shape.vector(8)))
                .hasMessageContaining("it cuts axis 1, but the last axis of (8) is number 0");
        assertThatThrownBy(() -> Slice.of(0, 0, 1).step(0))
                .hasMessageContaining("Slice axis, start, length and step are");
    }

    @Test
    void gatherTakesInAnyOrderAndAddsUpGradients() {
        assertThat(run(Gather.of(2, 2, 1, 0), Shape.image(1, 2, 3), 1, 2, 3, 4, 5, 6)).containsExactly(3, 2, 1, 6, 5,
                4);
        LayerRun run = LayerRun.of(Gather.of(0, 1, 1, 0), 1, Shape.vector(3));
        assertThat(run.forward(ABC)).containsExactly(2, 2, 1);
        assertThat(run.backward(new float[] {1, 10, 100}).inputGradient(0)).containsExactly(100, 11, 0);
        assertThatThrownBy(() -> output(Gather.of(0, 3), Shape.vector(3)))
                .hasMessageContaining("index 3 is beyond an axis of length 3");
        assertThatThrownBy(() -> output(Gather.of(1, 0), Shape.vector(3)))
                .hasMessageContaining("it takes from axis 1, but the last axis of (3) is number 0");
        assertThatThrownBy(() -> Gather.of(0)).hasMessageContaining("Gather was given axis 0 and the indices []");
    }

    @Test
    void expandRepeatsAndSumsGradients() {
        LayerRun run = LayerRun.of(Expand.of(2, 2, 3), 1, Shape.image(1, 1, 3));
        assertThat(run.forward(ABC)).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3);
        assertThat(run.backward(new float[] {1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 7}).inputGradient(0))
                .containsExactly(4, 1, 7);
        assertThatThrownBy(() -> output(Expand.of(2, 4), Shape.of(2, 3)))
                .hasMessageContaining("it cannot be repeated to [2, 4]");
        assertThatThrownBy(() -> Expand.of()).hasMessageContaining("Expand was given the axes []");
    }
}
