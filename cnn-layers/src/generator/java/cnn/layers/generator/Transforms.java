package cnn.layers.generator;

import java.util.List;

/** The transforms that are written, and what with. */
final class Transforms {
    private static final String SCALAR = "cnn.layers.kernel";

    static final List<Generated> ALL = List.of(
            new KernelTransform(SCALAR, "ScalarKernelTransform",
                    "G g Gᵀ for one weight at a time, one or two of the six rows "
                            + "in a call.",
                    Numbers.FLOATS),
            new KernelTransform(SCALAR, "PreciseKernelTransform", """
                    G g Gᵀ in double, one or two of the six rows in a call. Its loops are such as the JIT's second compiler makes \
                    vectors of: over one array, with one index and constants beside it.""", Numbers.DOUBLES),
            new KernelTransform("cnn.layers.kernel.simd.winograd", "KernelTransform", """
                    G g Gᵀ for a vector of weights at a time, one or two of the six rows in a call: all 36 numbers at once are \
                    more than there are registers.""", Numbers.VECTORS),
            TileTransforms.input(), TileTransforms.output(), TileTransforms.gradient(),
            TileTransforms.kernelGradient());

    private Transforms() {
    }
}
