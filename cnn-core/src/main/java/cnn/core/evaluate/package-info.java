/**
 * How good a network is: {@link cnn.core.evaluate.Evaluation} measures it on labelled images that training did not see.
 */
@NullMarked
package cnn.core.evaluate;

import org.jspecify.annotations.NullMarked;
