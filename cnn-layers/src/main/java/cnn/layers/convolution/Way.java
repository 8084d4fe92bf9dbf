package cnn.layers.convolution;

import java.util.Locale;

/** A way to compute a convolution, named like the package that has it. */
enum Way {
    /** Products of windows with the weights, as they are written. Serves all shapes. */
    DIRECT,
    /** One product of matrices: kernels of 1×1 pixels, and fully connected layers. */
    POINTWISE,
    /** Small dense kernels, one for each phase of the stride: gradients of inputs. */
    STRIDED,
    /** Each channel for itself. */
    DEPTHWISE,
    /** 3×3 kernels over transformed tiles of 4×4 outputs: a quarter of the multiplications. */
    WINOGRAD;

    /** The package's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
