/**
 * Images made of another image's pixels, each a weighted sum over some rows and columns: what padding, cropping,
 * up-sampling, blurring and adaptive averaging have in common. A layer says along each axis which positions are mixed;
 * one op does the work.
 */
@NullMarked
package cnn.layers.resampling;

import org.jspecify.annotations.NullMarked;
