/**
 * Writes kernels that say the same thing many times: the register tiles of {@code cnn.layers.kernel.simd.products} and
 * Winograd's transforms, which are unrolled because only named locals stay in registers; that of kernels with three kinds of
 * numbers. Maven runs it before it compiles; {@link cnn.layers.generator.Table} and
 * {@link cnn.layers.generator.Transforms} say what there is, and why.
 */
package cnn.layers.generator;
