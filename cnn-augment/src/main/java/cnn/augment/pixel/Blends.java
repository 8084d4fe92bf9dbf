package cnn.augment.pixel;

import cnn.api.data.Image;

/**
 * Ways from an image to one that lacks something, and beyond: {@code y = b + f·(x − b)}, cut to [0, 1], where b is black, the
 * mean grey, the image in grey, or the image smoothed. With f = 0 that is b, with 1 the image as it is, above 1 what b
 * lacks is strengthened.
 *
 * <p>Haeberli and Voorhies, "Image processing by linear interpolation and extrapolation", IRIS Universe Magazine 28, 1994;
 * b as Pillow's {@code ImageEnhance} has it.
 */
public final class Blends {
    private Blends() {
    }

    /** From black. */
    public static void brightness(Image source, Image target, float factor) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            out[i] = cut(factor * in[i]);
        }
    }

    /** From the mean of the image in grey. */
    public static void contrast(Image source, Image target, float factor) {
        float[] in = source.pixels();
        float[] out = target.pixels();
        float mean = meanLight(source);
        for (int i = 0; i < out.length; i++) {
            out[i] = cut(mean + factor * (in[i] - mean));
        }
    }

    private static float meanLight(Image image) {
        float[] pixels = image.pixels();
        double sum = 0;
        if (image.channels() == Luma.CHANNELS) {
            for (int at = 0; at < pixels.length; at += Luma.CHANNELS) {
                sum += Luma.of(pixels, at);
            }
            return (float) (sum * Luma.CHANNELS / pixels.length);
        }
        for (float value : pixels) {
            sum += value;
        }
        return (float) (sum / pixels.length);
    }

    /** From the image in grey. One without red, green and blue stays as it is. */
    public static void saturation(Image source, Image target, float factor) {
        if (source.channels() != Luma.CHANNELS) {
            target.copyFrom(source);
            return;
        }
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int at = 0; at < out.length; at += Luma.CHANNELS) {
            float light = Luma.of(in, at);
            out[at] = cut(light + factor * (in[at] - light));
            out[at + 1] = cut(light + factor * (in[at + 1] - light));
            out[at + 2] = cut(light + factor * (in[at + 2] - light));
        }
    }

    /** From the image smoothed by weights (1 1 1; 1 5 1; 1 1 1) / 13. Pixels of the edge stay as they are. */
    public static void sharpness(Image source, Image target, float factor) {
        target.copyFrom(source);
        float[] in = source.pixels();
        float[] out = target.pixels();
        int channels = source.channels();
        int line = source.width() * channels;
        for (int row = 1; row < source.height() - 1; row++) {
            int start = row * line;
            for (int at = start + channels; at < start + line - channels; at++) {
                float around = in[at - line - channels] + in[at - line] + in[at - line + channels] + in[at - channels]
                        + in[at + channels] + in[at + line - channels] + in[at + line] + in[at + line + channels];
                float smooth = (around + 5 * in[at]) * (1 / 13f);
                out[at] = cut(smooth + factor * (in[at] - smooth));
            }
        }
    }

    private static float cut(float value) {
        return Math.min(Math.max(value, 0), 1);
    }
}
