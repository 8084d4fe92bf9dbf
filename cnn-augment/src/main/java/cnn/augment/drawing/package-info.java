/**
 * Augmenters of line drawings: another pen, a pen that skips.
 */
@NullMarked
package cnn.augment.drawing;

import org.jspecify.annotations.NullMarked;
