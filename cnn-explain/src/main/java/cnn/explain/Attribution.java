package cnn.explain;

import cnn.api.Tensor;
import cnn.api.data.Image;
import cnn.core.network.Weights;
import cnn.explain.colour.ColourMap;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * What each place of a picture has to do with an answer.
 *
 * @param method what it was found with
 * @param subject the class, label or number that is explained
 * @param kind how the numbers are to be read
 * @param values the numbers: of the picture's height and width, or of those of the layer that was looked at
 * @param image the picture as the network takes it, values in [0, 1] before normalisation
 */
public record Attribution(AttributionMethod method, String subject, Kind kind, Tensor values, Image image) {
    public Attribution {
        int bad = Weights.indexOfNotFinite(values.data(), 0, values.data().length);
        if (bad >= 0) {
            throw new IllegalArgumentException(method.title() + " finds " + values.data()[bad] + " as number " + bad
                    + " of "
                    + values.shape() + ", and what it finds is finite: on this picture the network, or its derivative, "
                    + "overflows, as behind the root of 0. Use another method, such as Occlusion, which needs no derivative, or "
                    + "another picture.");
        }
    }

    /** How numbers are to be read. */
    public enum Kind {
        /** From 0 on: what speaks for the answer. */
        SUPPORT,
        /** Of any sign, of which the size counts: how much the answer changes. */
        MAGNITUDE,
        /** Above 0 what speaks for the answer, below what speaks against. */
        SIGNED
    }

    /** The sum of all numbers. */
    public double total() {
        double sum = 0;
        for (float value : values.data()) {
            sum += value;
        }
        return sum;
    }

    /** Whether there is nothing to see: all numbers are 0. */
    public boolean isBlank() {
        for (float value : values.data()) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * One number for each pixel of the picture, row by row: of several channels the sum, or where the size counts the largest; from
     * a layer with fewer places interpolated linearly between their centres.
     */
    public float[] heat() {
        return Heat.of(this).resized(image.height(), image.width()).values();
    }

    /** Where it lies; empty where nothing speaks for the answer. */
    public Optional<Focus> focus() {
        Heat heat = Heat.of(this).resized(image.height(), image.width());
        for (float value : heat.values()) {
            if (value > 0) {
                return Optional.of(Focus.of(heat));
            }
        }
        return Optional.empty();
    }

    /** The colours it is shown in: from 0 to 1, or from −1 to 1, times {@link #strength}. */
    public ColourMap colours() {
        return kind == Kind.SIGNED ? ColourMap.POLAR : ColourMap.EMBER;
    }

    /**
     * The number that has the strongest colour: the largest size, but that of a picture's single pixels which is exceeded by one
     * in a hundred, so that one wild pixel does not darken all others. 0 where all numbers are.
     */
    public float strength() {
        return Heat.of(this).strength(values.shape().height() == image.height() ? 0.99 : 1);
    }

    /**
     * The numbers in colours.
     *
     * @param side what the longer side has about, in pixels
     */
    public BufferedImage picture(int side) {
        return HeatPicture.of(this, side).alone();
    }

    /**
     * The numbers in colours over the picture in grey.
     *
     * @param side what the longer side has about, in pixels
     */
    public BufferedImage overlay(int side) {
        return HeatPicture.of(this, side).overPicture();
    }
}
