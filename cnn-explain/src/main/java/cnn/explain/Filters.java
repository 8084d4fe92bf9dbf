package cnn.explain;

import cnn.api.Shape;
import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.api.layer.Param;
import cnn.core.model.Model;
import cnn.core.network.Node;
import cnn.explain.colour.ColourMap;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows that a convolution looks through.
 *
 * @param layer the layer's name
 * @param weights of shape (kernel height, kernel width, channels, filters); in groups, the channels of one group
 */
public record Filters(String layer, Tensor weights) {

    /** Those of all convolutions of a model: of every layer with trained weights of four axes. */
    public static List<Filters> of(Model model) {
        List<Filters> all = new ArrayList<>();
        for (Node node : model.network().nodes()) {
            for (Param param : node.params()) {
                if (param.trained() && param.shape().rank() == 4) {
                    all.add(new Filters(node.name(), new Tensor(param.shape(), model.weights().values(param))));
                }
            }
        }
        return all;
    }

    private Shape shape() {
        return weights.shape();
    }

    /** Rows of a window. */
    public int height() {
        return shape().dim(0);
    }

    /** Columns of a window. */
    public int width() {
        return shape().dim(1);
    }

    /** Channels that a filter looks at. */
    public int channels() {
        return shape().dim(2);
    }

    /** How many filters there are. */
    public int count() {
        return shape().dim(3);
    }

    /** What a filter weighs one channel with, row by row. */
    public float[] window(int filter, int channel) {
        float[] window = new float[height() * width()];
        for (int i = 0; i < window.length; i++) {
            window[i] = weights.data()[(i * channels() + channel) * count() + filter];
        }
        return window;
    }

    /** The largest size of a filter's weights: what has the strongest colour. */
    public float strength(int filter) {
        float most = 0;
        for (int i = filter; i < weights.data().length; i += count()) {
            most = Math.max(most, Math.abs(weights.data()[i]));
        }
        return most;
    }

    /**
     * One filter: over three channels in the colours that it looks for, with grey for 0; else a window for each channel, red what it
     * adds and blue what it takes away.
     *
     * @param side what the longer side of a window has about, in pixels
     */
    public BufferedImage picture(int filter, int side) {
        float strength = strength(filter);
        if (channels() != 3) {
            return Tiles.square(channels(), channel -> Tiles.picture(height(), width(), window(filter, channel),
                    strength, ColourMap.POLAR, side));
        }
        Image image = Image.of(Shape.image(height(), width(), 3));
        for (int i = 0; i < image.pixels().length; i++) {
            float weight = weights.data()[i * count() + filter];
            image.pixels()[i] = strength == 0 ? 0.5f : 0.5f + weight / strength / 2;
        }
        return Pictures.of(image, side);
    }

    /**
     * Filters beside each other, the first at the top left: all, or where they are many and of many channels as many as there is
     * room for.
     *
     * @param side what the longer side of a window has about, in pixels
     * @param most pixels of the sheet, about
     */
    public BufferedImage sheet(int side, int most) {
        BufferedImage first = picture(0, side);
        int room = (int) Math.max(1, most / ((long) first.getWidth() * first.getHeight()));
        return Tiles.sheet(Math.min(count(), room), filter -> picture(filter, side));
    }
}
