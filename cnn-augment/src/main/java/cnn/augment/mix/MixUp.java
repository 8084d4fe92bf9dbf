package cnn.augment.mix;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.ImageBatch;
import cnn.augment.chance.Beta;
import cnn.augment.pixel.Checks;

/**
 * Mixes each image with another of its batch, and their targets in the same shares:
 * x = λ · x₁ + (1 − λ) · x₂ and t = λ · t₁ + (1 − λ) · t₂, with one λ from Beta(alpha, alpha) for each batch, of which the
 * larger of λ and 1 − λ is each image's own share: as both images of a pair are mixed with each other, that gives the
 * same two mixtures. So while training, accuracy counts by an image's own class.
 *
 * <p>Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization", ICLR 2018, equation 1.
 *
 * @param alpha how evenly images are mixed: towards 0 hardly at all, 1 in every share alike; above 0 to 1000
 * @param probability how often a batch is mixed, in [0, 1]
 */
@Id("mixup")
public record MixUp(@Default("0.2") double alpha, @Default("1") double probability) implements BatchAugmenter {
    public MixUp {
        Checks.alpha("mixup", alpha);
        Checks.probability("mixup", probability);
    }

    /** Every batch, with this alpha: 0.1 to 0.4 for many classes, 1 for ten. */
    public static MixUp of(double alpha) {
        return new MixUp(alpha, 1);
    }

    /** How often, in [0, 1]. */
    public MixUp probability(double value) {
        return new MixUp(alpha, value);
    }

    @Override
    public void augment(ImageBatch batch, Rng random) {
        if (!random.nextBoolean(probability)) {
            return;
        }
        double drawn = Beta.draw(alpha, random);
        float share = (float) Math.max(drawn, 1 - drawn);
        Pairs.mix(batch.images(), batch.size(), batch.shape().size(), share);
        Pairs.mix(batch.targets(), batch.size(), batch.targetSize(), share);
    }
}
