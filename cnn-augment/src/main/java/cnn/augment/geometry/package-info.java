/**
 * Augmenters that move pixels: exactly, by whole pixels, or resampled once. What comes in from outside is a {@link
 * cnn.augment.geometry.Fill}; a linear change of places is a {@link cnn.augment.geometry.Warp}, which others may use too.
 */
@NullMarked
package cnn.augment.geometry;

import org.jspecify.annotations.NullMarked;
