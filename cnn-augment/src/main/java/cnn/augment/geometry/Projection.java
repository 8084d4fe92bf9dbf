package cnn.augment.geometry;

import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Where in the source each pixel comes from when a picture's corners are moved and straight lines stay straight. With (y, x)
 * from (0, 0) at the upper left edge to (1, 1) at the lower right one,
 * {@code source x = (a·x + b·y + c)/(g·x + h·y + i)} and {@code source y = (d·x + e·y + f)/(g·x + h·y + i)}.
 *
 * <p>Heckbert, "Fundamentals of texture mapping and image warping", master's thesis, Berkeley, 1989, section 2.2.3: a square
 * to four corners in closed form, and the adjugate of its matrix back.
 */
record Projection(double a, double b, double c, double d, double e, double f, double g, double h, double i) {
    /** What is behind the eye is as far away as can be. */
    private static final double NEAREST = 1e-6;

    /** A place, height and width being 1. */
    record Corner(double y, double x) {
    }

    /** The corners of the picture go there, which must be a convex figure with no corner in line with two others. */
    static Projection of(Corner upperLeft, Corner upperRight, Corner lowerRight, Corner lowerLeft) {
        double rightX = upperRight.x - lowerRight.x;
        double rightY = upperRight.y - lowerRight.y;
        double lowX = lowerLeft.x - lowerRight.x;
        double lowY = lowerLeft.y - lowerRight.y;
        double restX = upperLeft.x - upperRight.x + lowerRight.x - lowerLeft.x;
        double restY = upperLeft.y - upperRight.y + lowerRight.y - lowerLeft.y;
        double area = rightX * lowY - lowX * rightY;
        double g = (restX * lowY - lowX * restY) / area;
        double h = (rightX * restY - restX * rightY) / area;
        double a = upperRight.x - upperLeft.x + g * upperRight.x;
        double b = lowerLeft.x - upperLeft.x + h * lowerLeft.x;
        double c = upperLeft.x;
        double d = upperRight.y - upperLeft.y + g * upperRight.y;
        double e = lowerLeft.y - upperLeft.y + h * lowerLeft.y;
        double f = upperLeft.y;
        return new Projection(e - f * h, c * h - b, b * f - c * e, f * g - d, a - c * g, c * d - a * f, d * h - e * g,
                b * g - a * h, a * e - b * d);
    }

    /** Overwrites {@code target} with the changed source, resampled once. */
    void apply(Image source, Image target, Fill fill) {
        assert Checks.sameShape(source, target);
        int height = source.height();
        int width = source.width();
        int at = 0;
        for (int row = 0; row < height; row++) {
            double y = (row + 0.5) / height;
            for (int column = 0; column < width; column++) {
                double x = (column + 0.5) / width;
                double scale = 1 / Math.max(NEAREST, g * x + h * y + i);
                Bilinear.sample(source, fill, (float) ((d * x + e * y + f) * scale * height - 0.5),
                        (float) ((a * x + b * y + c) * scale * width - 0.5), target.pixels(), at);
                at += source.channels();
            }
        }
    }
}
