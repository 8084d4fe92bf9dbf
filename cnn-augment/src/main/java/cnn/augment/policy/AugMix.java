package cnn.augment.policy;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.Rng;
import cnn.api.data.Augmenter;
import cnn.api.data.Image;
import cnn.augment.chance.Beta;
import cnn.augment.chance.Dirichlet;
import cnn.augment.geometry.Fill;
import cnn.augment.pixel.Checks;

/**
 * Mixes an image with several changed copies of it: {@code y = m·x + (1 − m)·Σ w(i)·chain(i)(x)}, with m from
 * Beta(alpha, alpha) and the w from Dirichlet(alpha). Each of the {@code width} chains applies 1 to {@code depth} operations
 * drawn from nine, each at a level l drawn evenly from [0.1, severity): auto-contrast; equalizing; turning by ±3·l degrees;
 * slanting rows or columns by ±0.03·l pixels a row; moving by ±l/30 of the width or the height; posterizing to 4 − ⌊0.4·l⌋
 * bits; solarizing from 1 − l/10 on. The loss of the paper that compares an image's versions is not part of this.
 *
 * <p>Hendrycks, Mu, Cubuk, Zoph, Gilmer and Lakshminarayanan, "AugMix: a simple data processing method to improve robustness
 * and uncertainty", ICLR 2020, algorithm 1; levels as in its authors' code.
 *
 * @param severity how far operations go, 0.1 to 10
 * @param width chains that are mixed, 1 to 10
 * @param depth the longest chain, 1 to 10
 * @param alpha how evenly it is mixed; above 0 to 1000
 * @param fill what comes in from outside
 */
@Id("augmix")
public record AugMix(@Default("3") double severity, @Default("3") int width, @Default("3") int depth,
        @Default("1") double alpha, @Default("edge") Fill fill) implements Augmenter {
    private static final double LEAST = 0.1;
    private static final double MOST = 10;

    public AugMix {
        Checks.range("augmix", "severity", severity, LEAST, MOST, "a number");
        Checks.range("augmix", "width", width, 1, 10, "a number");
        Checks.range("augmix", "depth", depth, 1, 10, "a number");
        Checks.alpha("augmix", alpha);
    }

    /** Three chains of up to three operations, of severity 3. */
    public static AugMix of() {
        return new AugMix(3, 3, 3, 1, Fill.EDGE);
    }

    /** How far operations go. */
    public AugMix severity(double value) {
        return new AugMix(value, width, depth, alpha, fill);
    }

    /** How many chains are mixed. */
    public AugMix width(int value) {
        return new AugMix(severity, value, depth, alpha, fill);
    }

    /** The longest chain. */
    public AugMix depth(int value) {
        return new AugMix(severity, width, value, alpha, fill);
    }

    /** How evenly it is mixed. */
    public AugMix alpha(double value) {
        return new AugMix(severity, width, depth, value, fill);
    }

    /** What comes in from outside. */
    public AugMix fill(Fill value) {
        return new AugMix(severity, width, depth, alpha, value);
    }

    @Override
    public void augment(Image source, Image target, Rng random) {
        double[] shares = Dirichlet.draw(alpha, width, random);
        double own = Beta.draw(alpha, random);
        float[] in = source.pixels();
        float[] out = target.pixels();
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) own * in[i];
        }
        Image changed = Image.of(source.shape());
        Image spare = Image.of(source.shape());
        for (int chain = 0; chain < width; chain++) {
            change(source, changed, spare, random);
            float share = (float) ((1 - own) * shares[chain]);
            for (int i = 0; i < out.length; i++) {
                out[i] += share * changed.pixels()[i];
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.min(out[i], 1); // the shares' rounded sum may be a little above 1
        }
    }

    private void change(Image source, Image target, Image spare, Rng random) {
        int count = 1 + random.nextInt(depth);
        Relay relay = new Relay(target, spare, count);
        Image from = source;
        for (int i = 0; i < count; i++) {
            Image to = relay.to(i);
            Operation operation = Space.AUG_MIX.draw(random);
            double level = LEAST + (severity - LEAST) * random.nextFloat();
            Space.AUG_MIX.apply(operation, level / MOST, from, to, fill, random);
            from = to;
        }
    }
}
