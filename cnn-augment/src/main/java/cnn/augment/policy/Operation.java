package cnn.augment.policy;

import java.util.EnumSet;
import java.util.List;

/** What policies choose among; {@link Space} says how far each goes. */
enum Operation {
    /** Nothing. */
    IDENTITY,
    /** Slants the rows. */
    SHEAR_X,
    /** Slants the columns. */
    SHEAR_Y,
    /** Moves to the left or the right. */
    TRANSLATE_X,
    /** Moves up or down. */
    TRANSLATE_Y,
    /** Turns. */
    ROTATE,
    /** Blends with black. */
    BRIGHTNESS,
    /** Blends with the image in grey. */
    SATURATION,
    /** Blends with the mean grey. */
    CONTRAST,
    /** Blends with the image smoothed. */
    SHARPNESS,
    /** Leaves few bits. */
    POSTERIZE,
    /** Inverts what is light. */
    SOLARIZE,
    /** Stretches over the whole range. */
    AUTO_CONTRAST,
    /** Equalizes the histogram. */
    EQUALIZE;

    /** All of them. */
    static final List<Operation> ALL = List.of(values());

    /** Those that keep colours and sharpness, and change images. */
    static final List<Operation> WITHOUT_BLENDS = List.copyOf(
            EnumSet.complementOf(EnumSet.of(IDENTITY, BRIGHTNESS, SATURATION, CONTRAST, SHARPNESS)));
}
