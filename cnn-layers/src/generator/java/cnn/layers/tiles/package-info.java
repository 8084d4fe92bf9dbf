/**
 * Writes the register tiles of {@code cnn.layers.kernel.simd.products}: loops that are unrolled because only named locals stay in
 * registers. Maven runs it before it compiles; {@link cnn.layers.tiles.Table} says which tiles there are, and why.
 */
package cnn.layers.tiles;
