package cnn.explain;

import cnn.api.Shape;
import cnn.api.data.Image;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Which images of a data set a map answers to most: what it looks for, as far as these images tell.
 *
 * @param layer the layer's name
 * @param map the map's number, from 0
 * @param shots the images, the strongest answer first; none where the map answered to none
 */
public record Excitement(String layer, int map, List<Shot> shots) {
    public Excitement {
        shots = List.copyOf(shots);
    }

    /**
     * The parts of all images beside each other, the strongest answer first.
     *
     * @param side what the longer side of each has about, in pixels
     * @throws IllegalStateException where the map answered to none
     */
    public BufferedImage picture(int side) {
        if (shots.isEmpty()) {
            throw new IllegalStateException("Map " + map + " of the layer '" + layer
                    + "' answered to no image, so that there is none to show. Ask for its shots() first.");
        }
        List<BufferedImage> parts = shots.stream().map(shot -> shot.picture(side)).toList();
        return Tiles.row(parts);
    }

    /**
     * One image and the part of it that the map's strongest place sees.
     *
     * @param index the image's number in the data set
     * @param name what the data set calls it
     * @param image as the network takes it
     * @param value the largest number of the map
     * @param top first row of the part: the smallest one that holds every pixel which that number hangs on
     * @param left first column
     * @param height rows
     * @param width columns
     */
    public record Shot(int index, String name, Image image, float value, int top, int left, int height, int width) {
        /** The part alone. */
        public Image crop() {
            Image crop = Image.of(Shape.image(height, width, image.channels()));
            for (int y = 0; y < height; y++) {
                int from = image.index(top + y, left);
                System.arraycopy(image.pixels(), from, crop.pixels(), crop.index(y, 0), width * image.channels());
            }
            return crop;
        }

        /**
         * The part alone as a picture.
         *
         * @param side what the longer side has about, in pixels
         */
        public BufferedImage picture(int side) {
            return Pictures.of(crop(), side);
        }
    }
}
