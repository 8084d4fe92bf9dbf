/** Averages of the weights that training goes through. */
@NullMarked
package cnn.layers.average;

import org.jspecify.annotations.NullMarked;
