package cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.ShapeException;
import cnn.layers.fixture.Numbers;
import cnn.testkit.BoundLayer;
import cnn.testkit.LayerRun;
import cnn.testkit.Tasks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTests {
    private static float[] ones(int count) {
        float[] values = new float[count];
        Arrays.fill(values, 1);
        return values;
    }

    private static int zeros(float[] values) {
        int zeros = 0;
        for (float value : values) {
            zeros += value == 0 ? 1 : 0;
        }
        return zeros;
    }

    @Test
    void dropsTheRateAndScalesTheRest() {
        for (double rate : new double[] {0.1, 0.5, 0.9}) {
            float[] y = LayerRun.of(Dropout.of(rate), 20, Shape.vector(1000)).forward(ones(20_000));
            // five standard deviations of a share of 20,000 chances
            assertThat(zeros(y) / 20_000.0).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / 20_000)));
            for (float value : y) {
                assertThat(value == 0 || Math.abs(value - 1 / (1 - rate)) < 1e-5).isTrue();
            }
        }
    }

    @Test
    void dropsWhatTheKeyTheExampleAndTheIndexSay() {
        float[] y = LayerRun.of(Dropout.of(0.25), 2, Shape.image(2, 3, 1)).with(now -> now.randomKey(77))
                .forward(ones(12));
        for (int i = 0; i < 12; i++) {
            long sixteenBits = Rng.bits(Rng.key(77, i / 6), i % 6 / 4) >>> 16 * (i % 6 % 4) & 0xFFFF;
            boolean dropped = sixteenBits < 0x4000;
            assertThat(y[i]).isEqualTo(dropped ? 0 : 1 / 0.75f);
        }
    }

    @Test
    void gradientsPassWhereValuesDid() {
        LayerRun run = LayerRun.of(Dropout.of(0.5), 4, Shape.vector(101));
        float[] y = run.forward(ones(404));
        assertThat(run.backward(ones(404)).inputGradient(0)).isEqualTo(y);
    }

    @Test
    void anotherKeyDropsOthersAndTheSameKeyTheSame() {
        LayerRun run = LayerRun.of(Dropout.of(0.5), 1, Shape.vector(100));
        float[] first = run.with(now -> now.randomKey(1)).forward(ones(100));
        assertThat(run.with(now -> now.randomKey(2)).forward(ones(100))).isNotEqualTo(first);
        assertThat(run.with(now -> now.randomKey(1)).forward(ones(100))).isEqualTo(first);
        assertThat(LayerRun.of(Dropout.of(0.5), 1, Shape.vector(100))
                .with(now -> now.tasks(Tasks.REVERSED).randomKey(1)).forward(ones(100)))
                .isEqualTo(first);
    }

    @Test
    void predictionAndRateZeroChangeNothing() {
        float[] x = Numbers.random(24, 1);
        LayerRun prediction = LayerRun.of(Dropout.of(0.9), 2, Shape.vector(12)).with(now -> now.training(false));
        assertThat(prediction.forward(x)).isEqualTo(x);
        assertThat(prediction.backward(x).inputGradient(0)).isEqualTo(x);
        LayerRun maps = LayerRun.of(SpatialDropout.of(0.9), 2, Shape.image(2, 2, 3)).with(now -> now.training(false));
        assertThat(maps.forward(x)).isEqualTo(x);
        assertThat(maps.backward(x).inputGradient(0)).isEqualTo(x);
        assertThat(LayerRun.of(Dropout.of(0), 2, Shape.vector(12)).forward(x)).isEqualTo(x);
        assertThat(LayerRun.of(SpatialDropout.of(0), 2, Shape.image(2, 2, 3)).forward(x)).isEqualTo(x);
    }

    @Test
    void spatialDropoutDropsWholeFeatureMaps() {
        Shape image = Shape.image(3, 4, 50);
        LayerRun run = LayerRun.of(SpatialDropout.of(0.3), 40, image).with(now -> now.randomKey(42));
        float[] y = run.forward(ones(40 * image.size()));
        int dropped = 0;
        for (int example = 0; example < 40; example++) {
            for (int c = 0; c < 50; c++) {
                float first = y[example * image.size() + c];
                boolean drop = Rng.uniform(Rng.key(42, example), c) < 0.3f;
                assertThat(first).isEqualTo(drop ? 0 : 1 / (1 - 0.3f));
                dropped += drop ? 1 : 0;
                for (int pixel = 1; pixel < 12; pixel++) {
                    assertThat(y[example * image.size() + pixel * 50 + c]).isEqualTo(first);
                }
            }
        }
        assertThat(dropped / 2000.0).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / 2000)));
        assertThat(run.backward(ones(40 * image.size())).inputGradient(0)).isEqualTo(y);
    }

    @Test
    void spatialDropoutRejectsVectors() {
        assertThatThrownBy(() -> BoundLayer.of(SpatialDropout.of(0.1), Shape.vector(8)))
                .isInstanceOf(ShapeException.class).hasMessageContaining("it takes an image");
    }

    @Test
    void rejectsRatesOutsideItsRange() {
        assertThatThrownBy(() -> Dropout.of(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dropout rate is 1.0 but must be in [0, 1), the share that is dropped. "
                        + "Give for example 0.25.");
        assertThatThrownBy(() -> SpatialDropout.of(-0.5)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SpatialDropout rate is -0.5 but must be in [0, 1), the share that is dropped. "
                        + "Give for example 0.25.");
        // 1 as a float: what is kept would be divided by 0
        assertThatThrownBy(() -> Dropout.of(0.999999999)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dropout rate is 0.999999999 but must be in [0, 1), as a float too, the share that is "
                        + "dropped. Give for example 0.25.");
        assertThatThrownBy(() -> Dropout.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
