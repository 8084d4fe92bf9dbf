package cnn.core.image;

import cnn.api.data.Image;

/** Grey from colour and colour from grey. */
public final class Channels {
    private Channels() {
    }

    /** Rec. 601 luma of values 0 to 255, rounded. The weights are in 65536ths and add up to 1. */
    static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    /** Overwrites an image with another of the same height and width, and 1 or 3 channels each. */
    public static void convert(Image from, Image to) {
        float[] in = from.pixels();
        float[] out = to.pixels();
        if (from.channels() == to.channels()) {
            to.copyFrom(from);
        } else if (to.channels() == 3) {
            for (int i = 0; i < in.length; i++) {
                out[3 * i] = out[3 * i + 1] = out[3 * i + 2] = in[i];
            }
        } else {
            for (int i = 0; i < out.length; i++) {
                out[i] = 0.299f * in[3 * i] + 0.587f * in[3 * i + 1] + 0.114f * in[3 * i + 2];
            }
        }
    }

    /** Throws {@link IllegalArgumentException} where there is no way from one number of channels to the other. */
    public static void check(int given, int wanted) {
        if (given != wanted && (given != 1 && given != 3 || wanted != 1 && wanted != 3)) {
            throw new IllegalArgumentException("Images with " + given + " channels cannot be given " + wanted
                    + ". Use 1 channel for grey or 3 for colour.");
        }
    }
}
