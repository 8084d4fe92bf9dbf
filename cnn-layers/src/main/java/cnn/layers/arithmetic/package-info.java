/**
 * Arithmetic between computed values, as graphs from elsewhere have it: differences, quotients, powers, comparisons, products of
 * matrices, statistics along axes. Sums and products of branches are {@link cnn.layers.Add} and {@link cnn.layers.Multiply}.
 */
@NullMarked
package cnn.layers.arithmetic;

import org.jspecify.annotations.NullMarked;
