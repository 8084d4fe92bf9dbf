/**
 * Augmenters that take away, or add, what a camera and a file do: sharpness, noise, the blocks of JPEG files.
 */
@NullMarked
package cnn.augment.quality;

import org.jspecify.annotations.NullMarked;
