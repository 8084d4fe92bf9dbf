/**
 * Augmenters that mix the images of a batch, and their targets with them.
 */
@NullMarked
package cnn.augment.mix;

import org.jspecify.annotations.NullMarked;
