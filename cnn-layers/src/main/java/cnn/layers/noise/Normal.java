package cnn.layers.noise;

/**
 * The normal distribution's inverse, which makes normal numbers of uniform ones: one for one, so that a stream without
 * state serves. Accurate to about 1 in 10⁷.
 *
 * <p>Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37, 1988, routine
 * PPND7. Only the tails, beyond 0.425 from the middle, take a logarithm, which is {@link StrictMath}'s: the same bits on every
 * machine.
 */
final class Normal {
    private static final double CENTRE = 0.425;
    private static final double CENTRE_SQUARE = CENTRE * CENTRE;
    private static final double FAR = 5;

    private Normal() {
    }

    /** 52 of 64 uniform bits as a number in the middle of its step, never 0 or 1: with 53 the last would be rounded to 1. */
    static double probability(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1.0p-52;
    }

    /** The number below which so large a share lies; {@code probability} between 0 and 1, exclusive. */
    static double quantile(double probability) {
        double q = probability - 0.5;
        if (Math.abs(q) <= CENTRE) {
            double r = CENTRE_SQUARE - q * q;
            return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
                    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
        }
        double tail = StrictMath.sqrt(-StrictMath.log(q < 0 ? probability : 1 - probability));
        double size = tail <= FAR ? near(tail - 1.6) : far(tail - FAR);
        return q < 0 ? -size : size;
    }

    private static double near(double r) {
        return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
                / ((0.12021132975 * r + 0.73700164250) * r + 1);
    }

    private static double far(double r) {
        return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
                / ((0.012258202635 * r + 0.24197894225) * r + 1);
    }
}
