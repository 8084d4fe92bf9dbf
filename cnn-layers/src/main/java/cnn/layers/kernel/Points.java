package cnn.layers.kernel;

/**
 * The points ±a and ±b of {@link cnn.layers.kernel.Winograd} and what the transforms need of them, for all sets of kernels.
 * All but the factors of the weights are exact in float.
 */
public final class Points {
    /** a. */
    public static final float A = 0.625f;
    /** b. */
    public static final float B = 1.5f;
    /** a². */
    public static final float A2 = A * A;
    /** b². */
    public static final float B2 = B * B;
    /** a³. */
    public static final float A3 = A2 * A;
    /** b³. */
    public static final float B3 = B2 * B;
    /** a²b². */
    public static final float A2B2 = A2 * B2;
    /** a² + b². */
    public static final float SUM = A2 + B2;

    /** What the weights' first row is multiplied by: 1/a²b². */
    public static final double FACTOR_0 = 1 / ((double) A2 * B2);
    /** What the rows of ±a are multiplied by: 1/2a²(a² − b²). */
    public static final double FACTOR_A = 1 / (2.0 * A2 * (A2 - B2));
    /** What the rows of ±b are multiplied by: 1/2b²(b² − a²). */
    public static final double FACTOR_B = 1 / (2.0 * B2 * (B2 - A2));

    /** {@link #FACTOR_0} in float. */
    public static final float F0 = (float) FACTOR_0;
    /** {@link #FACTOR_A} in float. */
    public static final float FA = (float) FACTOR_A;
    /** {@link #FACTOR_A} times a. */
    public static final float FA_A = (float) (FACTOR_A * A);
    /** {@link #FACTOR_A} times a². */
    public static final float FA_A2 = (float) (FACTOR_A * A2);
    /** {@link #FACTOR_B} in float. */
    public static final float FB = (float) FACTOR_B;
    /** {@link #FACTOR_B} times b. */
    public static final float FB_B = (float) (FACTOR_B * B);
    /** {@link #FACTOR_B} times b². */
    public static final float FB_B2 = (float) (FACTOR_B * B2);

    private Points() {
    }
}
