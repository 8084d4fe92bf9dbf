package cnn.augment.geometry;

import cnn.api.data.Image;
import cnn.augment.pixel.Checks;

/**
 * Where in the source each pixel of a changed image comes from: a linear map around the image's centre. With (y, x)
 * measured from the centre in pixels,
 * {@code source y = yy·y + yx·x + y0} and {@code source x = xy·y + xx·x + x0}.
 */
public record Warp(double yy, double yx, double y0, double xy, double xx, double x0) {

    /** Turns the picture counter-clockwise, as seen. */
    public static Warp rotation(double degrees) {
        double angle = Math.toRadians(degrees);
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        return new Warp(cosine, sine, 0, -sine, cosine, 0);
    }

    /** Moves the picture down and to the right by so many pixels. */
    public static Warp shift(double down, double right) {
        return new Warp(1, 0, -down, 0, 1, -right);
    }

    /** Makes the picture larger by a factor. */
    public static Warp scale(double factor) {
        return new Warp(1 / factor, 0, 0, 0, 1 / factor, 0);
    }

    /** Slants the picture: upright lines lean by an angle, to the right at the top. */
    public static Warp shear(double degrees) {
        return slantRows(StrictMath.tan(Math.toRadians(degrees)));
    }

    /**
     * Shows what lies in a window, which may reach beyond the image, at the image's size.
     *
     * @param top where it begins, in pixels from the image's upper edge
     * @param left likewise, from its left edge
     */
    public static Warp window(double top, double left, double height, double width, Image image) {
        return new Warp(height / image.height(), 0, top + (height - image.height()) / 2, 0, width / image.width(),
                left + (width - image.width()) / 2);
    }

    /** Slants the picture: each row is moved to the right by so many pixels for each row that it lies above the middle. */
    public static Warp slantRows(double pixels) {
        return new Warp(1, 0, 0, pixels, 1, 0);
    }

    /** Slants the picture: each column is moved down by so many pixels for each column that it lies left of the middle. */
    public static Warp slantColumns(double pixels) {
        return new Warp(1, pixels, 0, 0, 1, 0);
    }

    /** This change, then another one on its result. */
    public Warp then(Warp next) {
        return new Warp(yy * next.yy + yx * next.xy, yy * next.yx + yx * next.xx, yy * next.y0 + yx * next.x0 + y0,
                xy * next.yy + xx * next.xy, xy * next.yx + xx * next.xx, xy * next.y0 + xx * next.x0 + x0);
    }

    /** Overwrites {@code target} with the changed source, resampled once. */
    public void apply(Image source, Image target, Fill fill) {
        assert Checks.sameShape(source, target);
        float[] out = target.pixels();
        double middleRow = (source.height() - 1) / 2.0;
        double middleColumn = (source.width() - 1) / 2.0;
        int at = 0;
        for (int row = 0; row < target.height(); row++) {
            double y = row - middleRow;
            double startRow = yy * y + y0 + middleRow;
            double startColumn = xy * y + x0 + middleColumn;
            for (int column = 0; column < target.width(); column++) {
                double x = column - middleColumn;
                Bilinear.sample(source, fill, (float) (startRow + yx * x), (float) (startColumn + xx * x), out, at);
                at += target.channels();
            }
        }
    }
}
