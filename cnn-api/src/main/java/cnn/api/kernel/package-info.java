/**
 * The arithmetic under the layers, behind an interface: {@link cnn.api.kernel.Kernels} comes once in readable scalar
 * Java and once in SIMD, and both give the same bits.
 */
@NullMarked
package cnn.api.kernel;

import org.jspecify.annotations.NullMarked;
