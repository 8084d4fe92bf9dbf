package cnn.augment.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import cnn.api.Rng;
import cnn.api.Shape;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.ImageBatch;
import cnn.augment.Bundled;
import cnn.augment.chance.Beta;
import cnn.testkit.BatchAugmenterContract;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** MixUp and CutMix against the test kit's contract, their formulas, and the distribution that they draw from. */
class BatchAugmenterTests implements BatchAugmenterContract {
    private static final int DRAWS = 20_000;

    @Override
    public List<BatchAugmenter> batchAugmenters() {
        return List.of(MixUp.of(0.2), MixUp.of(1), MixUp.of(1).probability(0.5), CutMix.of(), CutMix.of().alpha(0.3),
                CutMix.of().probability(0.5));
    }

    @Test
    void everyBatchAugmenterHasACase() {
        List<Class<?>> tested = batchAugmenters().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(Bundled.of(BatchAugmenter.class)).isNotEmpty()
                .allSatisfy(augmenter -> assertThat(tested).contains(augmenter));
    }

    private record Examples(int size, Shape shape, int targetSize, float[] images, float[] targets)
            implements
                ImageBatch {
        /** Example i is full of i + 1 and of class i. */
        static Examples of(int size, Shape shape) {
            Examples made = new Examples(size, shape, size, new float[size * shape.size()], new float[size * size]);
            for (int i = 0; i < size; i++) {
                Arrays.fill(made.images, i * shape.size(), (i + 1) * shape.size(), i + 1);
                made.targets[i * size + i] = 1;
            }
            return made;
        }
    }

    @Test
    void mixUpMixesImagesAndTargetsInTheSameShares() {
        for (long key = 0; key < 50; key++) {
            Examples batch = Examples.of(5, Shape.image(2, 3, 1));
            MixUp.of(1).augment(batch, new Rng(key));
            float share = batch.targets[0];
            assertThat(share).isBetween(0.5f, 1f);
            for (int i = 0; i < 5; i++) {
                int other = 4 - i;
                float[] targets = new float[5];
                targets[other] = 1 - share;
                targets[i] = i == other ? 1 : share;
                assertThat(Arrays.copyOfRange(batch.targets, 5 * i, 5 * i + 5)).containsExactly(targets);
                for (int p = 0; p < 6; p++) {
                    assertThat(batch.images[6 * i + p]).isCloseTo(share * (i + 1) + (1 - share) * (other + 1),
                            within(1e-6f));
                }
            }
        }
    }

    @Test
    void cutMixExchangesOneRectangleAndMixesTargetsByItsArea() {
        boolean cut = false;
        for (long key = 0; key < 50; key++) {
            Shape shape = Shape.image(6, 8, 2);
            Examples batch = Examples.of(4, shape);
            CutMix.of().augment(batch, new Rng(key));
            for (int i = 0; i < 4; i++) {
                int other = 3 - i;
                int foreign = 0;
                for (int p = 0; p < shape.size(); p++) {
                    float pixel = batch.images[i * shape.size() + p];
                    assertThat(pixel).isIn((float) (i + 1), (float) (other + 1));
                    foreign += pixel == other + 1 ? 1 : 0;
                }
                float area = (float) foreign / shape.size();
                assertThat(batch.targets[4 * i + other]).isCloseTo(area, within(1e-6f));
                assertThat(batch.targets[4 * i + i]).isCloseTo(1 - area, within(1e-6f));
                cut |= area > 0.2f && area < 0.8f;
            }
        }
        assertThat(cut).isTrue();
    }

    @Test
    void exchangesTheVeryPixels() {
        Shape shape = Shape.image(3, 4, 1);
        Examples batch = Examples.of(2, shape);
        CutMix.exchange(batch, 1, 3, 2, 4);
        assertThat(batch.images).containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 2, 2, 1,
                1);
        assertThat(batch.targets[0]).isCloseTo(2 / 3f, within(1e-6f));
    }

    @Test
    void aBatchIsLeftAloneAsOftenAsProbabilitySays() {
        int mixed = 0;
        for (long key = 0; key < 2000; key++) {
            Examples batch = Examples.of(2, Shape.image(1, 1, 1));
            MixUp.of(5).probability(0.3).augment(batch, new Rng(Rng.key(7, key)));
            mixed += batch.targets[0] == 1 ? 0 : 1;
        }
        assertThat(mixed).isBetween(530, 670); // 600 ± 3.4 standard deviations of a binomial count
    }

    /** Kolmogorov and Smirnov's distance of the draws from a distribution function, times √n: above 1.95 once in 1000. */
    private static double distance(double alpha, DoubleUnaryOperator function) {
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = Beta.draw(alpha, new Rng(Rng.key(3, i)));
        }
        Arrays.sort(draws);
        double most = 0;
        for (int i = 0; i < DRAWS; i++) {
            double due = function.applyAsDouble(draws[i]);
            most = Math.max(most, Math.max((i + 1.0) / DRAWS - due, due - (double) i / DRAWS));
        }
        return most * Math.sqrt(DRAWS);
    }

    /** Distribution functions that have a closed form. */
    @Test
    void drawsFromTheBetaDistribution() {
        assertThat(distance(1, x -> x)).isLessThan(1.95);
        assertThat(distance(0.5, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)))).isLessThan(1.95);
        assertThat(distance(2, x -> x * x * (3 - 2 * x))).isLessThan(1.95);
        assertThat(distance(3, x -> x * x * x * (10 - 15 * x + 6 * x * x))).isLessThan(1.95);
        assertThat(distance(1, x -> x * x)).as("the distance tells").isGreaterThan(1.95);
    }

    /** Variance 1 / (4 (2 alpha + 1)), and 0 or 1 rather than NaN where alpha is tiny. */
    @Test
    void drawsWhateverAlphaIs() {
        for (double alpha : new double[] {1e-300, 1e-3, 0.2, 40, 1000}) {
            double squares = 0;
            for (int i = 0; i < DRAWS; i++) {
                double draw = Beta.draw(alpha, new Rng(Rng.key(5, i)));
                assertThat(draw).isBetween(0.0, 1.0);
                squares += (draw - 0.5) * (draw - 0.5);
            }
            // the square of a draw varies by at most a quarter: 5 standard deviations of its mean are 1 %
            assertThat(squares / DRAWS).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.01));
        }
    }

    @Test
    void drawsTheSameBitsEverywhere() {
        Rng random = new Rng(42);
        assertThat(new double[] {Beta.draw(0.2, random), Beta.draw(1, random), Beta.draw(3, random)})
                .containsExactly(0.9947884024798679, 0.4406024642797087, 0.5975042622852925);
    }

    @Test
    void refusesWhatNothingFollowsFrom() {
        assertThatIllegalArgumentException().isThrownBy(() -> MixUp.of(0))
                .withMessage(
                        "Augmenter 'mixup' cannot have alpha 0. Use a number above 0, up to 1000, for example 0.2 or 1.");
        assertThatIllegalArgumentException().isThrownBy(() -> CutMix.of().alpha(Double.NaN)).withMessage(
                "Augmenter 'cutmix' cannot have alpha NaN. Use a number above 0, up to 1000, for example 0.2 or 1.");
        assertThatIllegalArgumentException().isThrownBy(() -> CutMix.of().probability(2))
                .withMessage("Augmenter 'cutmix' cannot have probability 2. Use a number from 0 to 1.");
    }
}
