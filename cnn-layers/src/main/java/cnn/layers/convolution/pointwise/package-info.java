/** Kernels of one pixel, and fully connected layers: plain products of matrices (GEMM). */
@NullMarked
package cnn.layers.convolution.pointwise;

import org.jspecify.annotations.NullMarked;
