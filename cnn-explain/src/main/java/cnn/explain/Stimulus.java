package cnn.explain;

import cnn.api.data.Image;
import java.awt.image.BufferedImage;

/**
 * A picture that was drawn for a map to answer to, by {@link ActivationMaximization}.
 *
 * @param layer the layer's name
 * @param map the map's number, from 0
 * @param subject the class, label or number that it stands for where the layer is an output, else {@code map 1}, from 1
 * @param image as the network takes it, values in [0, 1] before normalisation
 * @param start the map's mean for the grey that it began with
 * @param value the map's mean for the picture
 */
public record Stimulus(String layer, int map, String subject, Image image, double start, double value) {
    /** Whether the map answers more than to plain grey. */
    public boolean isAnswered() {
        return value > start;
    }

    /**
     * To be shown: in colour where it has three channels, else grey.
     *
     * @param side what the longer side has about, in pixels
     */
    public BufferedImage picture(int side) {
        return Pictures.of(image, side);
    }
}
