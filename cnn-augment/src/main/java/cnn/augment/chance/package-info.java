/**
 * Draws from distributions, with the same bits on every machine.
 */
@NullMarked
package cnn.augment.chance;

import org.jspecify.annotations.NullMarked;
