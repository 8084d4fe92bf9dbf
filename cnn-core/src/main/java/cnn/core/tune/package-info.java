/**
 * Searches for better numbers of a pipeline: {@link cnn.core.tune.Tuning} trains it with values from ranges and judges them on
 * the validation images. Which values come next follows from the ranges, the seed and what came before alone, so that a search
 * that was killed goes on as if it had not been.
 */
@NullMarked
package cnn.core.tune;

import org.jspecify.annotations.NullMarked;
