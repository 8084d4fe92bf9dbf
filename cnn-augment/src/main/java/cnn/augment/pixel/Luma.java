package cnn.augment.pixel;

/** How light a colour looks: {@code 0.299·R + 0.587·G + 0.114·B} (ITU-R BT.601, section 2.5.1). */
public final class Luma {
    /** Numbers of a pixel that has colours. */
    public static final int CHANNELS = 3;
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private Luma() {
    }

    /** Of the colour whose red is at this place. */
    public static float of(float[] pixels, int at) {
        return RED * pixels[at] + GREEN * pixels[at + 1] + BLUE * pixels[at + 2];
    }
}
