package cnn.vision;

import java.awt.Color;

/**
 * Colours that differ from each other, the same for a class in every picture: those of PASCAL VOC, whose class 0 is black. The bits of
 * a class's number are spread over red, green and blue, the lowest ones to the highest bits of the colours.
 *
 * <p>Source: Everingham et al., The PASCAL Visual Object Classes Challenge, development kit, 2012.
 */
public final class Palette {
    /** Rec. 709 weights of linear light, as WCAG 2.1 has them. */
    private static final double[] LUMINANCE = {0.2126, 0.7152, 0.0722};

    private Palette() {
    }

    /** The colour of a class. After 256 they repeat. */
    public static Color of(int label) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int bits = label & 0xFF;
        for (int shift = 7; bits != 0; shift--, bits >>= 3) {
            red |= (bits & 1) << shift;
            green |= (bits >> 1 & 1) << shift;
            blue |= (bits >> 2 & 1) << shift;
        }
        return new Color(red, green, blue);
    }

    /**
     * Black or white, whichever can be read better on a colour.
     *
     * <p>Source: Web Content Accessibility Guidelines 2.1, contrast ratio.
     */
    public static Color textOn(Color background) {
        double light = luminance(background);
        return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? Color.BLACK : Color.WHITE;
    }

    private static double luminance(Color colour) {
        float[] parts = colour.getRGBColorComponents(null);
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += LUMINANCE[i]
                    * (parts[i] <= 0.04045 ? parts[i] / 12.92 : Math.pow((parts[i] + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
