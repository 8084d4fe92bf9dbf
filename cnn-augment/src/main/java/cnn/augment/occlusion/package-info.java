/**
 * Augmenters that hide parts of an image, so that a network learns not to rely on one part alone.
 */
@NullMarked
package cnn.augment.occlusion;

import org.jspecify.annotations.NullMarked;
