package cnn.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Checks that every pixel's number is one of the palette's: decoders paint others black, or in what lies behind it. */
final class Palette {
    private Palette() {
    }

    /**
     * Checks a picture.
     *
     * @param colours numbers from 0 that have a colour; 0 where the file has no palette, though the decoder makes one of greys
     */
    static void check(BufferedImage image, int colours) throws DecodeException {
        if (colours == 0 || !(image.getColorModel() instanceof IndexColorModel)) {
            return;
        }
        Raster raster = image.getRaster();
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int index : raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row)) {
                if (index >= colours) {
                    throw new DecodeException("it is damaged: a pixel has colour " + index + " of a palette of "
                            + colours + ", which begins with 0");
                }
            }
        }
    }
}
