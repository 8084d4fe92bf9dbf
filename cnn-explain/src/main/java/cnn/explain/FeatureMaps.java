package cnn.explain;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.core.network.Node;
import cnn.core.text.RecordText;
import cnn.explain.colour.ColourMap;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * What a layer makes of a picture: one map for each channel. A vector is one map of a single row; a volume's slices lie below each
 * other.
 *
 * @param layer the layer's name
 * @param configuration the layer's record as text
 * @param values what it gave, in its shape, channels last
 */
public record FeatureMaps(String layer, String configuration, Tensor values) {

    static FeatureMaps of(Node node, float[] output) {
        return new FeatureMaps(node.name(), RecordText.of(node.layer()),
                new Tensor(node.output(), Arrays.copyOf(output, node.output().size())));
    }

    /** Shape of the layer's output. */
    public Shape shape() {
        return values.shape();
    }

    private boolean hasChannels() {
        return shape().rank() > 2;
    }

    /** How many maps there are. */
    public int count() {
        return hasChannels() ? shape().channels() : 1;
    }

    /** Rows of a map. */
    public int height() {
        return shape().size() / count() / width();
    }

    /** Columns of a map. */
    public int width() {
        return shape().dim(shape().rank() - (hasChannels() ? 2 : 1));
    }

    /** The numbers of one map, row by row. */
    public float[] map(int number) {
        float[] map = new float[height() * width()];
        for (int i = 0; i < map.length; i++) {
            map[i] = values.data()[i * count() + number];
        }
        return map;
    }

    /** The number that has the strongest colour: the largest size in all maps, so that maps can be compared. */
    public float strength() {
        float most = 0;
        for (float value : values.data()) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    /** The colours they are shown in: those for numbers from 0 to {@link #strength}, or where some are below 0 from −strength on. */
    public ColourMap colours() {
        for (float value : values.data()) {
            if (value < 0) {
                return ColourMap.POLAR;
            }
        }
        return ColourMap.EMBER;
    }

    /**
     * One map in colours.
     *
     * @param side what the longer side has about, in pixels
     */
    public BufferedImage picture(int number, int side) {
        return Tiles.picture(height(), width(), map(number), strength(), colours(), side);
    }

    /**
     * All maps in colours beside each other, the first at the top left.
     *
     * @param side what the longer side of each has about, in pixels
     */
    public BufferedImage sheet(int side) {
        return Tiles.sheet(count(), number -> picture(number, side));
    }
}
