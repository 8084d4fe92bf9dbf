/**
 * Augmenters that change each value by itself, or by the image's own colours: light, contrast, tone, hue.
 */
@NullMarked
package cnn.augment.colour;

import org.jspecify.annotations.NullMarked;
