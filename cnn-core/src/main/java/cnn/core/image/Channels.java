package cnn.core.image;

import cnn.core.text.Count;

/** Grey from colour and colour from grey, for values 0 to 255. */
final class Channels {
    private Channels() {
    }

    /** Rec. 601 luma of values 0 to 255, rounded. The weights are in 65536ths and add up to 1. */
    static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    /** The same for whole numbers of any size; what is no number stays so. */
    static float luma(float red, float green, float blue) {
        return (float) Math.floor((19595d * red + 38470d * green + 7471d * blue + 0x8000) / 0x10000);
    }

    /** Throws {@link IllegalArgumentException} where there is no way from one number of channels to the other. */
    static void check(int given, int wanted) {
        if (given == wanted || (given == 1 || given == 3) && (wanted == 1 || wanted == 3)) {
            return;
        }
        String channels = Count.of(given, "channel");
        if (wanted == 1 || wanted == 3) {
            throw new IllegalArgumentException("An image with " + channels + " cannot be made "
                    + (wanted == 1 ? "grey (1 channel)" : "coloured (3 channels)") + ": only grey and red, green, blue "
                    + "can be converted. Give it as grey or as red, green, blue; lay transparent parts on a background "
                    + "and leave the alpha channel out.");
        }
        throw new IllegalArgumentException("An image with " + channels + " cannot be given " + wanted + ". Images are "
                + "converted to 1 channel (grey) or 3 (colour) alone; give images that have " + wanted + ".");
    }
}
