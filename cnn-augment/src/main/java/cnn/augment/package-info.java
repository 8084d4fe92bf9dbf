/**
 * The augmenters: one immutable record each, which writes a changed copy of a training image. What comes out follows
 * from the image and the generator alone, bit for bit on every machine, so sines and the like are those of
 * {@link StrictMath}. Values in [0, 1] stay in [0, 1].
 *
 * <p>Each kind has a room: {@code geometry} moves pixels, {@code colour} changes values, {@code quality} is what a camera
 * or a file takes away, {@code occlusion} hides parts, {@code drawing} lends another pen, {@code mix} mixes the images of a
 * batch, and {@code policy} chooses among others.
 */
@NullMarked
package cnn.augment;

import org.jspecify.annotations.NullMarked;
