package cnn.explain;

import cnn.api.data.Image;
import cnn.explain.colour.ColourMap;
import java.awt.image.BufferedImage;

/** An attribution in colours, drawn as large as one wants to see it. */
final class HeatPicture {
    /** What is left of the grey picture under the strongest colour. */
    private static final double LEAST_GREY = 0.2;

    private final Image image;
    private final ColourMap colours;
    /** Of as many places as the picture has pixels. */
    private final Heat heat;
    private final float strength;
    private final BufferedImage canvas;

    private HeatPicture(Attribution attribution, int side) {
        image = attribution.image();
        colours = attribution.colours();
        strength = attribution.strength();
        canvas = Pictures.canvas(image.height(), image.width(), side);
        Heat places = Heat.of(attribution);
        // single pixels stay sharp, coarser places do not get edges that nobody found
        heat = places.height() == image.height() && places.width() == image.width()
                ? places
                : places.resized(canvas.getHeight(), canvas.getWidth());
    }

    static HeatPicture of(Attribution attribution, int side) {
        return new HeatPicture(attribution, side);
    }

    BufferedImage alone() {
        return drawn(1);
    }

    BufferedImage overPicture() {
        return drawn(LEAST_GREY);
    }

    private BufferedImage drawn(double leastGrey) {
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                double value = value(y, x);
                int colour = colours.rgb(value);
                canvas.setRGB(x, y,
                        leastGrey == 1 ? colour : mixed(colour, Math.min(1, Math.abs(value)), y, x, leastGrey));
            }
        }
        return canvas;
    }

    private double value(int y, int x) {
        int row = y * heat.height() / canvas.getHeight();
        int column = x * heat.width() / canvas.getWidth();
        return strength == 0 ? 0 : heat.values()[row * heat.width() + column] / strength;
    }

    /** The colour over the picture's grey: the more of it, the stronger the number. */
    private int mixed(int colour, double strong, int y, int x, double leastGrey) {
        double share = (1 - leastGrey) * strong;
        int grey = Pictures.grey(image, y * image.height() / canvas.getHeight(), x * image.width() / canvas.getWidth());
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            mixed |= (int) Math.round(share * (colour >> shift & 0xFF) + (1 - share) * grey) << shift;
        }
        return mixed;
    }
}
