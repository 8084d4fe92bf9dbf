/**
 * Boxes and masks: heads such as {@link cnn.vision.YoloV8} read a network's numbers, {@link cnn.vision.NonMaximumSuppression} keeps one
 * box for each thing, {@link cnn.vision.FittedPicture} knows where that is in the picture, and {@link cnn.vision.Drawing} shows it.
 *
 * <p>Places are pixels from the upper left corner, x to the right and y down; the pixel in row 0 and column 0 reaches from 0 to 1.
 */
@NullMarked
package cnn.vision;

import org.jspecify.annotations.NullMarked;
