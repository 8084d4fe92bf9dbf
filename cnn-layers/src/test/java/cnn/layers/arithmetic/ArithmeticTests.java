package cnn.layers.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.api.layer.Layer;
import cnn.layers.arithmetic.Reduce.Statistic;
import cnn.layers.arithmetic.ScatterElements.Meeting;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import org.junit.jupiter.api.Test;

class ArithmeticTests {
    private static final Shape THREE = Shape.vector(3);

    private static float[] pair(Layer layer, float[] a, float[] b) {
        return LayerRun.of(layer, 1, Shape.vector(a.length), Shape.vector(b.length)).forward(a, b);
    }

    private static float[] one(Layer layer, float... x) {
        return LayerRun.of(layer, 1, Shape.vector(x.length)).forward(x);
    }

    private static float[] of(float... numbers) {
        return numbers;
    }

    @Test
    void pairsAreComputedPlaceByPlace() {
        assertThat(pair(new Subtract(), of(1, 2, 3), of(3, 2, 0.5f))).containsExactly(-2, 0, 2.5f);
        assertThat(pair(new Divide(), of(1, -1, 0), of(4, 8, 2))).containsExactly(0.25f, -0.125f, 0);
        assertThat(pair(new Minimum(), of(1, 5, 4), of(3, 2, 4))).containsExactly(1, 2, 4);
        assertThat(pair(new Remainder(), of(7.5f, -7.5f, 1), of(2, 2, 3))).containsExactly(1.5f, -1.5f, 1);
        assertThat(pair(new Exponentiation(), of(2, -3, 4), of(10, 3, -0.5f))).containsExactly(1024, -27, 0.5f);
        assertThat(pair(Comparison.of(Comparison.Test.LESS_OR_EQUAL), of(1, 2, 3), of(2, 2, 2)))
                .containsExactly(1, 1, 0);
    }

    @Test
    void choiceTakesOneOrTheOther() {
        assertThat(LayerRun.of(new Choice(), 1, THREE, THREE, THREE).forward(of(1, 0, -1), of(1, 2, 3), of(4, 5, 6)))
                .containsExactly(1, 5, 3);
    }

    /** numpy: uint8 200 + 100 = 44, int8 −128 / −1 wraps, −7 / 2 = −3 towards 0. */
    @Test
    void wholeNumbersComeInAgainAtTheOtherEnd() {
        WholeArithmetic sum = WholeArithmetic.of(WholeArithmetic.Operation.SUM);
        assertThat(pair(sum.bits(8).signed(false), of(200, 3, 255), of(100, 4, 1))).containsExactly(44, 7, 0);
        assertThat(pair(WholeArithmetic.of(WholeArithmetic.Operation.DIFFERENCE).bits(8).signed(false), of(3), of(5)))
                .containsExactly(254);
        assertThat(pair(WholeArithmetic.of(WholeArithmetic.Operation.PRODUCT).bits(16), of(30_000, -3), of(30_000, 4)))
                .containsExactly(-5888, -12);
        assertThat(pair(WholeArithmetic.of(WholeArithmetic.Operation.QUOTIENT).bits(8), of(-128, -7, 1), of(-1, 2, 0)))
                .containsExactly(-128, -3, 0);
        assertThat(pair(WholeArithmetic.of(WholeArithmetic.Operation.MODULUS), of(-7, 7), of(3, -3))).containsExactly(2,
                -2);
        assertThat(pair(WholeArithmetic.of(WholeArithmetic.Operation.REMAINDER), of(-7, 7), of(3, -3)))
                .containsExactly(-1, 1);
        assertThat(one(Whole.of().bits(8), 1.9f, -1.9f, 200.5f)).containsExactly(1, -1, -56);
    }

    @Test
    void quantizesHalvesToTheEvenNumberAndStaysInRange() {
        assertThat(one(Quantize.of(2), 1, 3, 5, -1, -3, 1000, -1000)).containsExactly(0, 2, 2, 0, -2, 127, -128);
        assertThat(one(Quantize.of(0.5).zero(128).low(0).high(255), 0, 1, -70, 80)).containsExactly(128, 130, 0, 255);
    }

    @Test
    void topKOrdersAndBreaksTiesByPlace() {
        assertThat(one(TopK.of(3), 1, 5, 3, 5)).containsExactly(5, 5, 3);
        assertThat(one(TopK.of(3).places(true), 1, 5, 3, 5)).containsExactly(1, 3, 2);
        assertThat(one(TopK.of(3).places(true).last(true), 1, 5, 3, 5)).containsExactly(3, 1, 2);
        assertThat(one(TopK.of(2).smallest(true), 1, 5, 3, 5)).containsExactly(1, 3);
    }

    @Test
    void reducesAlongAxes() {
        float[] x = {1, 2, 3, 4, 5, 6};
        assertThat(LayerRun.of(Reduce.of(Statistic.SUM, 0), 1, Shape.of(2, 3)).forward(x)).containsExactly(5, 7, 9);
        assertThat(LayerRun.of(Reduce.of(Statistic.PRODUCT, 1), 1, Shape.of(2, 3)).forward(x)).containsExactly(6, 120);
        assertThat(LayerRun.of(Reduce.of(Statistic.L2, 0, 1), 1, Shape.of(2, 3)).forward(x)[0])
                .isEqualTo((float) Math.sqrt(91));
        assertThat(LayerRun.of(Reduce.of(Statistic.LOG_OF_SUM_OF_EXPONENTIALS, 0), 1, THREE)
                .forward(of(1000, 1000, -5))[0])
                .isEqualTo((float) (1000 + Math.log(2)));
        assertThat(BoundLayer.of(Reduce.of(Statistic.MEAN, 0, 1), Shape.image(4, 5, 6)).output())
                .isEqualTo(Shape.image(1, 1, 6));
    }

    /** The sum of a row by a column, in double. */
    @Test
    void multipliesStacksOfMatrices() {
        Shape left = Shape.of(2, 21, 13);
        Shape right = Shape.of(2, 13, 35);
        float[] a = Numbers.random(3 * left.size(), 1);
        float[] b = Numbers.random(3 * right.size(), 2);
        float[] y = LayerRun.of(new MatrixProduct(), 3, left, right).forward(a, b);
        for (int i = 0; i < y.length; i++) {
            int stack = i / (21 * 35);
            int row = i / 35 % 21;
            int column = i % 35;
            double sum = 0;
            for (int k = 0; k < 13; k++) {
                sum += (double) a[(stack * 21 + row) * 13 + k] * b[(stack * 13 + k) * 35 + column];
            }
            // 13 roundings of 2⁻²⁴ of numbers below 13 · 2
            assertThat((double) y[i]).isCloseTo(sum, org.assertj.core.data.Offset.offset(13 * 0x1p-24 * 32));
        }
    }

    @Test
    void embedsRowsByTheirNumber() {
        LayerRun run = LayerRun.of(Embedding.of(3, 2), 1, THREE);
        float[] weights = run.values(run.layer().params().getFirst());
        System.arraycopy(of(1, 2, 3, 4, 5, 6), 0, weights, 0, 6);
        assertThat(run.forward(of(2, 0, -2))).containsExactly(5, 6, 1, 2, 3, 4);
        assertThat(run.forward(of(1, 1, 0))).containsExactly(3, 4, 3, 4, 1, 2);
    }

    /** The examples of ONNX's description of GatherElements. */
    @Test
    void takesNumbersFromComputedPlaces() {
        assertThat(LayerRun.of(GatherElements.of(1), 1, Shape.of(2, 2), Shape.of(2, 2))
                .forward(of(1, 2, 3, 4), of(0, 0, 1, 0))).containsExactly(1, 1, 4, 3);
        assertThat(LayerRun.of(GatherElements.of(0), 1, Shape.of(3, 3), Shape.of(2, 3))
                .forward(of(1, 2, 3, 4, 5, 6, 7, 8, 9), of(-1, -2, 0, -2, 0, 0))).containsExactly(7, 5, 3, 4, 2, 3);
        assertThatThrownBy(() -> LayerRun.of(GatherElements.of(0), 2, Shape.vector(2), Shape.vector(1))
                .forward(of(1, 2, 3, 4), of(1, 2))).hasMessageContaining("NaN in the output, first at example 1, (0)");
    }

    /** The examples of ONNX's description of ScatterElements. */
    @Test
    void putsNumbersIntoComputedPlaces() {
        assertThat(LayerRun.of(ScatterElements.of(0), 1, Shape.of(3, 3), Shape.of(2, 3), Shape.of(2, 3))
                .forward(new float[9], of(1, 0, 2, 0, 2, 1), of(1, 1.1f, 1.2f, 2, 2.1f, 2.2f)))
                .containsExactly(2, 1.1f, 0, 1, 0, 2.2f, 0, 2.1f, 1.2f);
        assertThat(scattered(Meeting.REPLACE, 1, -1)).containsExactly(2, 5, 4);
        assertThat(scattered(Meeting.REPLACE, 1, 1)).containsExactly(2, 4, 3);
        assertThat(scattered(Meeting.SUM, 1, 1)).containsExactly(2, 10, 3);
        assertThat(scattered(Meeting.PRODUCT, 1, 1)).containsExactly(2, 20, 3);
        assertThat(scattered(Meeting.MAXIMUM, 1, 1)).containsExactly(2, 5, 3);
        assertThat(scattered(Meeting.MINIMUM, 0, 2)).containsExactly(2, 1, 3);
        assertThatThrownBy(() -> scattered(Meeting.SUM, 1, 3))
                .hasMessageContaining("NaN in the output, first at example 0, (0)");
    }

    /** 5 and 4 into 2, 1, 3. */
    private static float[] scattered(Meeting meeting, float first, float second) {
        return LayerRun.of(ScatterElements.of(0).meeting(meeting), 1, THREE, Shape.vector(2), Shape.vector(2))
                .forward(of(2, 1, 3), of(first, second), of(5, 4));
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> BoundLayer.of(GatherElements.of(0), THREE))
                .hasMessageContaining("it takes numbers and their places but was given 1 inputs");
        assertThatThrownBy(() -> BoundLayer.of(GatherElements.of(1), THREE, THREE))
                .hasMessageContaining("it works along axis 1, but the last axis of (3) is number 0");
        assertThatThrownBy(() -> BoundLayer.of(GatherElements.of(0), Shape.of(2, 3), Shape.of(4, 2)))
                .hasMessageContaining("it cannot take numbers of (2, 3) from places of (4, 2) along axis 0")
                .hasMessageContaining("Give places with the lengths of all other axes");
        assertThatThrownBy(() -> BoundLayer.of(ScatterElements.of(0), THREE, THREE))
                .hasMessageContaining("it takes numbers, places and what comes there but was given 2 inputs");
        assertThatThrownBy(() -> BoundLayer.of(ScatterElements.of(0), THREE, Shape.vector(2), THREE))
                .hasMessageContaining("it cannot put (3) into places of (2) along axis 0 of (3)");
        assertThatThrownBy(() -> GatherElements.of(-1)).hasMessageContaining("GatherElements was given axis -1");
        assertThatThrownBy(() -> ScatterElements.of(-1)).hasMessageContaining("ScatterElements was given axis -1");
        assertThatThrownBy(() -> BoundLayer.of(new Subtract(), THREE, Shape.vector(4)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("it cannot subtract (3) and (4), which differ")
                .hasMessageContaining("Give all inputs one shape, for example with an expand layer");
        assertThatThrownBy(() -> BoundLayer.of(new Choice(), THREE))
                .hasMessageContaining("it needs 3 inputs to choose between but was given 1");
        assertThatThrownBy(() -> BoundLayer.of(new MatrixProduct(), Shape.of(2, 3), Shape.of(2, 3)))
                .hasMessageContaining("it cannot multiply (2, 3) by (2, 3)")
                .hasMessageContaining("Give (…, M, K) and (…, K, N), with the same axes before the last two");
        assertThatThrownBy(() -> BoundLayer.of(new MatrixProduct(), THREE))
                .hasMessageContaining("it multiplies two inputs but was given 1");
        assertThatThrownBy(() -> BoundLayer.of(TopK.of(4), THREE)).hasMessageContaining("it takes 4 of 3 numbers");
        assertThatThrownBy(() -> BoundLayer.of(Reduce.of(Statistic.SUM, 1), THREE))
                .hasMessageContaining("it works along axis 1, but the last axis of (3) is number 0");
        assertThatThrownBy(() -> Reduce.of(Statistic.SUM))
                .hasMessageContaining("Reduce was given the axes [] but needs");
        assertThatThrownBy(() -> Affine.of().factor(Double.NaN)).hasMessageContaining("must be finite as floats");
        assertThatThrownBy(() -> Quantize.of(0)).hasMessageContaining("need a scale above 0");
        assertThatThrownBy(() -> TopK.of(0)).hasMessageContaining("TopK count is 0 but must be 1 or more");
        assertThatThrownBy(() -> Whole.of().bits(7)).hasMessageContaining("8, 16, 32 or 64 bits, but 7 were given");
        assertThatThrownBy(() -> Embedding.of(0, 2)).hasMessageContaining("Embedding rows and width are 0 and 2");
        assertThatThrownBy(() -> Parameter.of(0)).hasMessageContaining("Parameter was given the axes [0]");
    }
}
