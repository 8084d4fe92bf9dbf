package cnn.augment.geometry;

import cnn.api.data.Image;
import cnn.augment.pixel.Checks;
import java.util.Arrays;

/** Moves an image by whole pixels: what stays inside is copied row by row, and nothing is resampled. */
final class WholePixels {
    private WholePixels() {
    }

    /** Overwrites the target with the source, so many pixels further down and to the right. */
    static void move(Image source, Image target, int down, int right, Fill fill) {
        assert Checks.sameShape(source, target);
        int width = source.width();
        int channels = source.channels();
        int first = Math.clamp(right, 0, width); // the columns from here to the last come from inside
        int last = Math.clamp((long) width + right, 0, width);
        for (int row = 0; row < source.height(); row++) {
            int from = fill.inside(row - down, source.height());
            if (from < 0) {
                Arrays.fill(target.pixels(), target.index(row, 0), target.index(row, width), 0);
                continue;
            }
            if (first < last) {
                System.arraycopy(source.pixels(), source.index(from, first - right), target.pixels(),
                        target.index(row, first), (last - first) * channels);
            }
            for (int column = 0; column < first; column++) {
                copy(source, from, fill.inside(column - right, width), target, target.index(row, column));
            }
            for (int column = last; column < width; column++) {
                copy(source, from, fill.inside(column - right, width), target, target.index(row, column));
            }
        }
    }

    private static void copy(Image source, int row, int column, Image target, int at) {
        for (int channel = 0; channel < source.channels(); channel++) {
            target.pixels()[at + channel] = column < 0 ? 0 : source.pixels()[source.index(row, column) + channel];
        }
    }
}
