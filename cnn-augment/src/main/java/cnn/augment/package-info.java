/**
 * The augmenters: one immutable record each, which writes a changed copy of a training image. What comes out follows
 * from the image and the generator alone, bit for bit on every machine, so sines and the like are those of
 * {@link StrictMath}. Values in [0, 1] stay in [0, 1].
 */
@NullMarked
package cnn.augment;

import org.jspecify.annotations.NullMarked;
