package cnn.layers.kernel;

import cnn.api.kernel.Panels;
import cnn.api.kernel.Products;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of Winograd's convolution F(4×4, 3×3): 4×4 outputs of a 3×3 kernel g over 6×6 inputs d are
 * {@code Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A}, with 36 multiplications instead of 144. The products, summed over channels,
 * are left to {@link Products}; here is what comes before and after. With points 0, ±a, ±b and ∞:
 *
 * <pre>
 *      ⎡a²b²  0     −a²−b²  0       1  0⎤        ⎡1/a²b²  0   0  ⎤         ⎡1  1   1   1   1   0⎤
 *      ⎢0     −ab²  −b²     a       1  0⎥        ⎢s       sa  sa²⎥   Aᵀ =  ⎢0  a   −a  b   −b  0⎥
 * Bᵀ = ⎢0     ab²   −b²     −a      1  0⎥    G = ⎢s       −sa sa²⎥         ⎢0  a²  a²  b²  b²  0⎥
 *      ⎢0     −a²b  −a²     b       1  0⎥        ⎢t       tb  tb²⎥         ⎣0  a³  −a³ b³  −b³ 1⎦
 *      ⎢0     a²b   −a²     −b      1  0⎥        ⎢t       −tb tb²⎥
 *      ⎣0     a²b²  0       −a²−b²  0  1⎦        ⎣0       0   1  ⎦   s = 1/2a²(a²−b²), t = 1/2b²(b²−a²)
 * </pre>
 *
 * <p>a = 5/8 and b = 3/2: the usual 1 and 2 lose more than twice as much to rounding. The scalar kernels say in which
 * order a sum is taken; each pixel's channels are transformed alone.
 *
 * <p>Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (2016), section 4; on the choice of points
 * Barabasz, Anderson, Soodhalter and Gregg, Error Analysis and Improving the Accuracy of Winograd Convolution for DNNs
 * (2018).
 */
public interface Winograd {
    /** Weights that {@link #preciseWeights} transforms at a time, at most. */
    int PRECISE_COUNT = 512;
    /** Floats that {@link #preciseWeights} needs: for nine numbers of each weight, and twelve that it finds from them. */
    int PRECISE_SPACE = (9 + 2 * Tiles.IN) * PRECISE_COUNT;

    /**
     * Inputs, {@code v = Bᵀ x B}: 6×6 pixels of each tile to 36 numbers.
     *
     * @param tiles where pixels and numbers lie
     * @param x pixels, the first tile's first one at {@code at}
     * @param count number of tiles, side by side
     * @param v transformed numbers, overwritten from {@code vAt}
     */
    void inputs(Tiles tiles, float[] x, int at, int count, float[] v, int vAt);

    /**
     * Outputs, {@code y = Aᵀ m A + start}: 36 numbers to 4×4 pixels of each tile.
     *
     * @param tiles where pixels and numbers lie
     * @param m transformed numbers from {@code mAt}
     * @param start what is added, one number a channel (the bias), or null for 0
     * @param y pixels, overwritten, the first tile's first one at {@code at}
     * @param count number of tiles, side by side
     */
    void outputs(Tiles tiles, float[] m, int mAt, float @Nullable [] start, int startAt, float[] y, int at, int count);

    /**
     * Gradients of outputs, {@code m = A dy Aᵀ}: 4×4 pixels of each tile to 36 numbers.
     *
     * @param tiles where pixels and numbers lie
     * @param dy pixels, the first tile's first one at {@code at}
     * @param count number of tiles, side by side
     * @param m transformed numbers, overwritten from {@code mAt}
     */
    void gradients(Tiles tiles, float[] dy, int at, int count, float[] m, int mAt);

    /**
     * Weights, {@code u = G g Gᵀ}: 9 numbers to 36. Number (k, l) of weight n is {@code g[at + (3·k + l)·gPlane + n]} and
     * its transformed number (i, j) {@code u[uAt + (6·i + j)·plane + n]}, overwritten.
     *
     * @param gPlane floats from one number of the kernel to the next
     * @param count number of weights
     * @param plane floats from one transformed number to the next
     */
    void weights(float[] g, int at, int gPlane, int count, float[] u, int uAt, int plane);

    /**
     * As {@link #weights}, but in double, so that each number is rounded once: for weights that are transformed once and read
     * many times. All of it happens in one array. Number (k, l) of weight n is {@code u[space + (3·k + l)·PRECISE_COUNT + n]}, and
     * its transformed number (i, j) {@code u[to + (6·i + j)·plane + n]}, overwritten.
     *
     * @param space where {@link #PRECISE_SPACE} floats are; what lies behind the nine numbers is overwritten
     * @param count number of weights, {@link #PRECISE_COUNT} at most
     * @param plane floats from one transformed number to the next
     */
    default void preciseWeights(float[] u, int space, int count, int to, int plane) {
        PreciseWeights.transform(u, space, count, to, plane);
    }

    /**
     * Products of a few tiles with weights that are transformed on the way and stored nowhere, since that would take longer
     * than the products: {@code m(number, t, n) = Σ_c v(number, t, c) · (G g Gᵀ)(number, c, n)}, c ascending. The numbers
     * are those that {@link #weights} and {@link Products#weightedSums} give, one after the other.
     *
     * @param in where the tiles lie; its channels are what is summed over
     * @param v transformed inputs from {@code vAt}
     * @param count number of tiles, {@link Tiles#FEW} at most
     * @param g nine packed matrices of channels × filters, as {@link Panels} has them, from {@code at}
     * @param gPlane floats from one matrix to the next
     * @param out where the products lie; its channels are the filters
     * @param m products, overwritten from {@code mAt}
     * @param space {@link #productsSpace} floats from {@code spaceAt}, overwritten
     */
    void products(Tiles in, float[] v, int vAt, int count, float[] g, int at, int gPlane, Tiles out, float[] m, int mAt,
            float[] space, int spaceAt);

    /**
     * Floats of space that {@link #products} need for so many channels: for the inputs arranged anew, with whole panels of
     * channels, and beside them what three more panels would take, for sums and transformed kernels.
     */
    static int productsSpace(int channels) {
        int whole = Math.ceilDiv(channels, Panels.WIDTH) * Panels.WIDTH;
        return Math.multiplyExact(Tiles.NUMBERS * Tiles.FEW, whole + 3 * Panels.WIDTH);
    }

    /**
     * The gradient of weights, {@code dw = Gᵀ u G}: 36 numbers to 9. Number (i, j) of weight n is
     * {@code u[at + (6·i + j)·plane + n]} and its number (k, l) {@code dw[dwAt + (3·k + l)·dwPlane + n]}, overwritten.
     *
     * @param plane floats from one transformed number to the next
     * @param count number of weights
     * @param dwPlane floats from one number of the kernel to the next
     */
    void weightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane);

    /** As {@link #weightGradients}, but added to what is there. */
    void addWeightGradients(float[] u, int at, int plane, int count, float[] dw, int dwAt, int dwPlane);
}
