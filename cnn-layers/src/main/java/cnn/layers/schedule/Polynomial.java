package cnn.layers.schedule;

import cnn.api.Default;
import cnn.api.Id;
import cnn.api.train.Schedule;

/**
 * A learning rate that falls along a power of what is left of the run: with n steps,
 * floor + (1 − floor) · (1 − step / n) ^ power. A straight line where power is 1.
 *
 * <p>Chen and others, "DeepLab: semantic image segmentation with deep convolutional nets, atrous convolution, and fully
 * connected CRFs", IEEE Transactions on Pattern Analysis and Machine Intelligence 40, 2018, section 4.1.2: power 0.9.
 *
 * @param power form of the fall, above 0 and at most 100: 1 for a line, more for a fall that is steep at first
 * @param floor factor that the fall ends at, in [0, 1]
 */
@Id("polynomial")
public record Polynomial(@Default("1") double power, @Default("0") double floor) implements Schedule {
    public Polynomial {
        if (!(power > 0 && power <= 100)) {
            throw new IllegalArgumentException("Polynomial power is " + power
                    + " but must be above 0 and at most 100. Give 1 for a straight line, or for example 0.9 or 2.");
        }
        Checks.floor("Polynomial", floor);
    }

    /** A straight line down to 0. */
    public static Polynomial of() {
        return new Polynomial(1, 0);
    }

    /** With another form of the fall. */
    public Polynomial power(double form) {
        return new Polynomial(form, floor);
    }

    /** With another end. */
    public Polynomial floor(double share) {
        return new Polynomial(power, share);
    }

    @Override
    public double factor(long step, long stepsPerEpoch, long totalSteps) {
        double left = 1 - Math.min(1, (double) step / totalSteps);
        return floor + (1 - floor) * (power == 1 ? left : Powers.real(left, power));
    }
}
