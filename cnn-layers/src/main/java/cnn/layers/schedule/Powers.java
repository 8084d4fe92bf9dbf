package cnn.layers.schedule;

/** Powers of positive numbers. StrictMath's allocates an array on most calls. */
final class Powers {
    private Powers() {
    }

    /** base ^ exponent, to a few units in the last place where the result is neither huge nor tiny. */
    static double real(double base, double exponent) {
        return exponent == 0 ? 1 : StrictMath.exp(exponent * StrictMath.log(base));
    }

    /** base ^ n by squaring, exact where every product is. */
    static double whole(double base, double n) {
        double power = 1;
        double square = base;
        for (double left = n; left > 0; left = Math.floor(left / 2)) {
            power *= left % 2 == 0 ? 1 : square;
            square *= square;
        }
        return power;
    }
}
