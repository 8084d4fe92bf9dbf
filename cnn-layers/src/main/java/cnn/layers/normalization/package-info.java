/**
 * Normalisation within an example, so that training and prediction are one formula and batches of any size will do: over
 * the channels of a position, over groups of channels, over each feature map, or over neighbouring channels.
 */
@NullMarked
package cnn.layers.normalization;

import org.jspecify.annotations.NullMarked;
