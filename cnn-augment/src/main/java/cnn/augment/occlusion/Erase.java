package cnn.augment.occlusion;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Erases a rectangle anywhere in the image, so that the network learns not to rely on one part alone. Its area is drawn
 * evenly, its height / width from 0.3 to 3.3 with an even logarithm; a side is at least one pixel and at
 * most the image's.
 *
 * <p>Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation", AAAI 2020, algorithm 1.
 *
 * @param probability how often, in [0, 1]
 * @param minArea the smallest area as a share of the image's, 0 to 1
 * @param maxArea the largest area, 0 to 1
 * @param content what is put there
 */
@Id("erase")
public record Erase(@Default("0.5") double probability, @Default("0.02") double minArea,
        @Default("0.33") double maxArea, @Default("noise") Content content) implements Augmenter {
    private static final double MAX_ASPECT = 10 / 3.0;

    /** What is put into the rectangle. */
    public enum Content {
        /** Every value drawn evenly from [0, 1), which the paper found best. */
        NOISE,
        /** Zero: black. */
        ZERO,
        /** The image's mean colour. */
        MEAN
    }

    public Erase {
        Checks.probability("erase", probability);
        Checks.range("erase", "min-area", minArea, 0, 1, "a share");
        Checks.range("erase", "max-area", maxArea, 0, 1, "a share");
        Checks.order("erase", "min-area", minArea, "max-area", maxArea);
    }

    /** Every other time, 2 to 33 % of the image. */
    public static Erase of() {
        return new Erase(0.5, 0.02, 0.33, Content.NOISE);
    }

    /** How often, in [0, 1]. */
    public Erase probability(double value) {
        return new Erase(value, minArea, maxArea, content);
    }

    /** The smallest and the largest area as shares of the image's. */
    public Erase area(double minArea, double maxArea) {
        return new Erase(probability, minArea, maxArea, content);
    }

    /** What is put there. */
    public Erase content(Content value) {
        return new Erase(probability, minArea, maxArea, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        target.copyFrom(source);
        if (!random.nextBoolean(probability)) {
            return;
        }
        double area = (minArea + (maxArea - minArea) * random.nextFloat()) * source.height() * source.width();
        double aspect = StrictMath.exp(StrictMath.log(MAX_ASPECT) * random.nextFloat(-1, 1));
        int height = side(Math.sqrt(area * aspect), source.height());
        int width = side(Math.sqrt(area / aspect), source.width());
        int top = random.nextInt(source.height() - height + 1);
        int left = random.nextInt(source.width() - width + 1);
        new Rectangle(top, left, height, width).fill(target, source, content, random);
    }

    private static int side(double length, int limit) {
        return Math.clamp((long) Math.rint(length), 1, limit);
    }
}
