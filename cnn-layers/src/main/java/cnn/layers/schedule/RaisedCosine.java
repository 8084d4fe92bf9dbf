package cnn.layers.schedule;

/** Half a cosine from 1 down to 0, without allocating. */
final class RaisedCosine {
    private RaisedCosine() {
    }

    /**
     * (1 + cos πp) / 2 = cos²(πp/2) = 1 − cos²(π(1 − p)/2), whichever has an argument of at most π/4.
     *
     * @param progress p, in [0, 1]
     */
    static double at(double progress) {
        double cosine = cosine(Math.PI / 2 * Math.min(progress, 1 - progress));
        return progress <= 0.5 ? cosine * cosine : 1 - cosine * cosine;
    }

    /** The power series, to 10⁻¹⁷ where |x| ≤ π/4. StrictMath's cosine allocates an array on every call. */
    private static double cosine(double x) {
        double sum = 1;
        for (int k = 16; k >= 2; k -= 2) {
            sum = 1 - x * x / (k * (k - 1)) * sum;
        }
        return sum;
    }
}
