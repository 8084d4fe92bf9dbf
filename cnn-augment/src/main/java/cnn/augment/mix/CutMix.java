package cnn.augment.mix;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.BatchAugmenter;
import cnn.api.data.ImageBatch;
import cnn.augment.chance.Beta;
import cnn.augment.pixel.Checks;

/**
 * Puts a rectangle of another image of the batch into each image, and mixes the targets by area. With λ from
 * Beta(alpha, alpha), one for each batch, the rectangle has √(1 − λ) of the height and of the width, and its centre lies
 * anywhere; what stands out is cut off. Targets are mixed as t = (1 − a) · t₁ + a · t₂, with a the rectangle's share of
 * the image. No pixel is resampled.
 *
 * <p>Yun, Han, Oh, Chun, Choe and Yoo, "CutMix: regularization strategy to train strong classifiers with localizable
 * features", ICCV 2019, section 3.1.
 *
 * @param alpha how even the rectangles' areas are: 1 for every area alike; above 0 to 1000
 * @param probability how often a batch is mixed, in [0, 1]
 */
@Id("cutmix")
public record CutMix(@Default("1") double alpha, @Default("1") double probability) implements BatchAugmenter {
    public CutMix {
        Checks.alpha("cutmix", alpha);
        Checks.probability("cutmix", probability);
    }

    /** Every batch, every area alike. */
    public static CutMix of() {
        return new CutMix(1, 1);
    }

    /** With another alpha. */
    public CutMix alpha(double value) {
        return new CutMix(value, probability);
    }

    /** How often, in [0, 1]; the paper mixes every other batch of CIFAR. */
    public CutMix probability(double value) {
        return new CutMix(alpha, value);
    }

    @Override
    public void augment(ImageBatch batch, Rng random) {
        if (!random.nextBoolean(probability)) {
            return;
        }
        int height = batch.shape().height();
        int width = batch.shape().width();
        double side = Math.sqrt(1 - Beta.draw(alpha, random));
        int down = (int) (height * side);
        int across = (int) (width * side);
        int top = random.nextInt(height) - down / 2;
        int left = random.nextInt(width) - across / 2;
        exchange(batch, Math.max(0, top), Math.min(height, top + down), Math.max(0, left),
                Math.min(width, left + across));
    }

    /** Exchanges the pixels of rows {@code top … bottom − 1} and columns {@code left … right − 1} within each pair. */
    static void exchange(ImageBatch batch, int top, int bottom, int left, int right) {
        int height = batch.shape().height();
        int width = batch.shape().width();
        int channels = batch.shape().channels();
        int size = batch.shape().size();
        float[] pixels = batch.images();
        for (int first = 0, last = batch.size() - 1; first < last; first++, last--) {
            for (int row = top; row < bottom; row++) {
                int at = (row * width + left) * channels;
                for (int i = at; i < at + (right - left) * channels; i++) {
                    float pixel = pixels[first * size + i];
                    pixels[first * size + i] = pixels[last * size + i];
                    pixels[last * size + i] = pixel;
                }
            }
        }
        double area = (double) (bottom - top) * (right - left) / ((double) height * width);
        Pairs.mix(batch.targets(), batch.size(), batch.targetSize(), (float) (1 - area));
    }
}
