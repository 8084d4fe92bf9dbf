package cnn.augment.policy;

import cnn.api.Rng;
import cnn.api.data.Image;
import cnn.augment.geometry.Fill;
import cnn.augment.geometry.Warp;
import cnn.augment.pixel.Blends;
import cnn.augment.pixel.Curves;
import cnn.augment.pixel.Histograms;
import java.util.List;

/**
 * The operations of a policy, and how far each goes: a strength of 0 is the weakest and 1 is the numbers below. What goes both
 * ways goes each as often.
 *
 * @param operations which there are
 * @param shear pixels in each row or column
 * @param share of height or width that is moved by
 * @param pixels that are moved by beyond that, at most all
 * @param degrees of turning
 * @param blend by how much the factors of blending differ from 1
 * @param mostBits bits that are left where little is taken
 * @param leastBits bits that are left where most is taken
 * @param whole whether bits are taken only once strength reaches them, rather than from half the way
 */
record Space(List<Operation> operations, double shear, double share, double pixels, double degrees, double blend,
        int mostBits, int leastBits, boolean whole) {
    /**
     * Of RandAugment: Cubuk, Zoph, Shlens and Le, NeurIPS 2020, section 3; the numbers are those of its authors' code for
     * AutoAugment, as torchvision has them.
     */
    static final Space RAND_AUGMENT = new Space(Operation.ALL, 0.3, 150 / 331.0, 0, 30, 0.9, 8, 4, false);

    /** The wide one of TrivialAugment: Müller and Hutter, ICCV 2021, table 1. */
    static final Space TRIVIAL_AUGMENT = new Space(Operation.ALL, 0.99, 0, 32, 135, 0.99, 8, 2, false);

    /** Of AugMix: Hendrycks and others, ICLR 2020, section 3, with the numbers of its authors' code. */
    static final Space AUG_MIX = new Space(Operation.WITHOUT_BLENDS, 0.3, 1 / 3.0, 0, 30, 0, 4, 0, true);

    /** One of the operations, each as often. */
    Operation draw(Rng random) {
        return operations.get(random.nextInt(operations.size()));
    }

    /** Overwrites the target with the changed source. Draws one number, whatever the operation. */
    void apply(Operation operation, double strength, Image source, Image target, Fill fill, Rng random) {
        double signed = random.nextBoolean(0.5) ? -strength : strength;
        switch (operation) {
            case IDENTITY -> target.copyFrom(source);
            case SHEAR_X -> Warp.slantRows(shear * signed).apply(source, target, fill);
            case SHEAR_Y -> Warp.slantColumns(shear * signed).apply(source, target, fill);
            case TRANSLATE_X -> Warp.shift(0, reach(source.width()) * signed).apply(source, target, fill);
            case TRANSLATE_Y -> Warp.shift(reach(source.height()) * signed, 0).apply(source, target, fill);
            case ROTATE -> Warp.rotation(degrees * signed).apply(source, target, fill);
            case BRIGHTNESS -> Blends.brightness(source, target, factor(signed));
            case SATURATION -> Blends.saturation(source, target, factor(signed));
            case CONTRAST -> Blends.contrast(source, target, factor(signed));
            case SHARPNESS -> Blends.sharpness(source, target, factor(signed));
            case POSTERIZE -> Curves.posterize(source, target, bits(strength));
            case SOLARIZE -> Curves.solarize(source, target, (float) (1 - strength));
            case AUTO_CONTRAST -> Histograms.stretch(source, target, 0);
            case EQUALIZE -> Histograms.equalize(source, target);
        }
    }

    private double reach(int length) {
        return share * length + Math.min(pixels, length);
    }

    private float factor(double signed) {
        return (float) (1 + blend * signed);
    }

    /** Bits that posterizing leaves. */
    int bits(double strength) {
        double taken = strength * (mostBits - leastBits);
        return mostBits - (int) (whole ? taken : Math.rint(taken));
    }
}
