package cnn.augment.occlusion;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;

/**
 * Covers squares of one size, each with its centre anywhere in the image, so that up to three quarters of it may stand out and
 * are cut off. {@link Erase} draws size and form too.
 *
 * <p>DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout", 2017, section 3.2: one square
 * of half the side for CIFAR-10, of a quarter for CIFAR-100. It covers with zeros once images are normalized, which is the
 * mean colour of the data.
 *
 * @param size the side as a share of the shorter one of height and width, 0 to 1
 * @param count how many squares, 1 to 1000
 * @param probability how often, in [0, 1]
 * @param content what is put there
 */
@Id("cutout")
public record Cutout(@Default("0.5") double size, @Default("1") int count, @Default("1") double probability,
        @Default("mean") Erase.Content content) implements Augmenter {
    public Cutout {
        Checks.range("cutout", "size", size, 0, 1, "a share");
        Checks.range("cutout", "count", count, 1, 1000, "a number");
        Checks.probability("cutout", probability);
    }

    /** One square in the image's mean colour, always. */
    public static Cutout of(double size) {
        return new Cutout(size, 1, 1, Erase.Content.MEAN);
    }

    /** How many squares. */
    public Cutout count(int value) {
        return new Cutout(size, value, probability, content);
    }

    /** How often, in [0, 1]. */
    public Cutout probability(double value) {
        return new Cutout(size, count, value, content);
    }

    /** What is put there. */
    public Cutout content(Erase.Content value) {
        return new Cutout(size, count, probability, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (Chance.spares(probability, source, target, random)) {
            return;
        }
        target.copyFrom(source);
        int side = (int) Math.max(1, Math.rint(size * Math.min(source.height(), source.width())));
        for (int i = 0; i < count; i++) {
            int top = random.nextInt(source.height()) - side / 2;
            int left = random.nextInt(source.width()) - side / 2;
            new Rectangle(top, left, side, side).within(source).fill(target, source, content, random);
        }
    }
}
