package cnn.augment.geometry;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Chance;
import cnn.augment.pixel.Checks;

/**
 * Cuts a piece out of an image at a random place and enlarges it to the image's size: the usual training on ImageNet. Its area
 * is drawn evenly from [min-area, max-area) of the image's, its width / height relative to the image's from 1/aspect to aspect
 * with an even logarithm; sides are whole pixels. A piece that would not fit is drawn again, up to ten times; then it is as
 * large as fits, from the middle. Resampled once.
 *
 * <p>Szegedy and others, "Going deeper with convolutions", CVPR 2015, section 6; torchvision's {@code RandomResizedCrop}.
 *
 * @param minArea the smallest area as a share of the image's, 0.01 to 1
 * @param maxArea the largest area, 0.01 to 1
 * @param aspect by how much pieces are wider or higher than the image, 1 to 10
 * @param probability how often, in [0, 1]
 */
@Id("resized-crop")
public record ResizedCrop(@Default("0.08") double minArea, @Default("1") double maxArea,
        @Default("1.3333333333333333") double aspect, @Default("1") double probability) implements Augmenter {
    private static final int TRIES = 10;

    public ResizedCrop {
        Checks.range("resized-crop", "min-area", minArea, 0.01, 1, "a share");
        Checks.range("resized-crop", "max-area", maxArea, 0.01, 1, "a share");
        Checks.order("resized-crop", "min-area", minArea, "max-area", maxArea);
        Checks.range("resized-crop", "aspect", aspect, 1, 10, "a factor");
        Checks.probability("resized-crop", probability);
    }

    /** Always, of 8 to 100 % of the image, up to 4/3 times as wide or as high. */
    public static ResizedCrop of() {
        return new ResizedCrop(0.08, 1, 4 / 3.0, 1);
    }

    /** The smallest and the largest area as shares of the image's. */
    public ResizedCrop area(double minArea, double maxArea) {
        return new ResizedCrop(minArea, maxArea, aspect, probability);
    }

    /** By how much pieces are wider or higher than the image. */
    public ResizedCrop aspect(double value) {
        return new ResizedCrop(minArea, maxArea, value, probability);
    }

    /** How often, in [0, 1]. */
    public ResizedCrop probability(double value) {
        return new ResizedCrop(minArea, maxArea, aspect, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        if (!Chance.spares(probability, source, target, random)) {
            draw(source, random).apply(source, target, Fill.EDGE);
        }
    }

    private Warp draw(Image image, Rng random) {
        double height = image.height();
        double width = image.width();
        for (int i = 0; i < TRIES; i++) {
            double side = Math.sqrt(minArea + (maxArea - minArea) * random.nextFloat());
            double stretch = Math.sqrt(StrictMath.exp(StrictMath.log(aspect) * random.nextFloat(-1, 1)));
            int rows = (int) Math.max(1, Math.rint(height * side / stretch));
            int columns = (int) Math.max(1, Math.rint(width * side * stretch));
            if (rows <= image.height() && columns <= image.width()) {
                return Warp.window(random.nextInt(image.height() - rows + 1),
                        random.nextInt(image.width() - columns + 1), rows, columns, image);
            }
        }
        double side = Math.sqrt(maxArea);
        double rows = Math.max(1, Math.rint(height * side));
        double columns = Math.max(1, Math.rint(width * side));
        return Warp.window((height - rows) / 2, (width - columns) / 2, rows, columns, image);
    }
}
