package cnn.explain.colour;

/**
 * Colours by lightness, chroma and hue as they look: steps of one size in lightness look alike wherever they are made. From there
 * to the numbers of a screen.
 *
 * <p>Ottosson, "A perceptual color space for image processing", 2020; the last step is that of sRGB, IEC 61966-2-1, 1999.
 */
final class OkLab {
    /** Of a screen's colours none has more. */
    private static final double MOST_CHROMA = 0.4;
    private static final int HALVINGS = 24;

    private OkLab() {
    }

    /**
     * Red, green and blue in 8 bits each.
     *
     * @param lightness from 0, black, to 1, white
     * @param chroma from 0, grey; where a screen has no such colour, as much as it has
     * @param hue in degrees
     */
    static int rgb(double lightness, double chroma, double hue) {
        double within = 0;
        double beyond = Math.min(chroma, MOST_CHROMA);
        double[] linear = linear(lightness, beyond, hue);
        if (!isOnScreen(linear)) {
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (within + beyond) / 2;
                if (isOnScreen(linear(lightness, middle, hue))) {
                    within = middle;
                } else {
                    beyond = middle;
                }
            }
            linear = linear(lightness, within, hue);
        }
        return level(linear[0]) << 16 | level(linear[1]) << 8 | level(linear[2]);
    }

    /** How light a colour of 8 bits each looks, in [0, 1]. */
    static double lightness(int rgb) {
        double red = intensity(rgb >> 16 & 0xFF);
        double green = intensity(rgb >> 8 & 0xFF);
        double blue = intensity(rgb & 0xFF);
        double l = StrictMath.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = StrictMath.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = StrictMath.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
    }

    private static double[] linear(double lightness, double chroma, double hue) {
        double a = chroma * StrictMath.cos(StrictMath.toRadians(hue));
        double b = chroma * StrictMath.sin(StrictMath.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static boolean isOnScreen(double[] linear) {
        for (double value : linear) {
            if (value < -1e-6 || value > 1 + 1e-6) {
                return false;
            }
        }
        return true;
    }

    private static int level(double linear) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * StrictMath.pow(linear, 1 / 2.4) - 0.055;
        return Math.clamp(Math.round(255 * value), 0, 255);
    }

    private static double intensity(int level) {
        double value = level / 255.0;
        return value <= 0.04045 ? value / 12.92 : StrictMath.pow((value + 0.055) / 1.055, 2.4);
    }
}
