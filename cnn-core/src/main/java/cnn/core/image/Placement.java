package cnn.core.image;

import cnn.api.Shape;
import cnn.api.data.Resize;

/**
 * Which rectangle of a picture becomes which rectangle of another. Lengths are rounded to whole pixels, at least 1; where
 * a border is odd the larger part is at the bottom or on the right.
 *
 * @param fromTop first row that is taken
 * @param fromLeft first column that is taken
 * @param fromHeight rows that are taken
 * @param fromWidth columns that are taken
 * @param toTop first row that is filled
 * @param toLeft first column that is filled
 * @param toHeight rows that are filled
 * @param toWidth columns that are filled
 */
public record Placement(int fromTop, int fromLeft, int fromHeight, int fromWidth, int toTop, int toLeft, int toHeight,
        int toWidth) {

    /** The whole of one picture, or what a crop takes of it, and where that lies in another. */
    public static Placement of(Shape from, Shape to, Resize resize) {
        int height = from.height();
        int width = from.width();
        int wantedHeight = to.height();
        int wantedWidth = to.width();
        // compared as whole numbers, so that equal proportions are equal
        boolean wider = (long) width * wantedHeight > (long) height * wantedWidth;
        return switch (resize) {
            case STRETCH -> new Placement(0, 0, height, width, 0, 0, wantedHeight, wantedWidth);
            case PAD -> {
                int h = wider ? scaled(wantedWidth, height, width) : wantedHeight;
                int w = wider ? wantedWidth : scaled(wantedHeight, width, height);
                yield new Placement(0, 0, height, width, (wantedHeight - h) / 2, (wantedWidth - w) / 2, h, w);
            }
            case CROP -> {
                int h = wider ? height : scaled(width, wantedHeight, wantedWidth);
                int w = wider ? scaled(height, wantedWidth, wantedHeight) : width;
                yield new Placement((height - h) / 2, (width - w) / 2, h, w, 0, 0, wantedHeight, wantedWidth);
            }
        };
    }

    /** {@code length · part / whole}, rounded, at least 1. */
    private static int scaled(int length, int part, int whole) {
        return (int) Math.max(1, (2L * length * part + whole) / (2L * whole));
    }
}
