/**
 * Sums of products at layer scale: how convolutions and fully connected layers are cut into tasks and handed to the
 * kernels. One {@link cnn.layers.linear.Correlation} is one way to compute the weighted sums of windows, one
 * {@link cnn.layers.linear.WeightGradient} one way to find the gradient of their weights; which one serves a layer
 * follows from its {@link cnn.layers.linear.Geometry} alone.
 */
@NullMarked
package cnn.layers.linear;

import org.jspecify.annotations.NullMarked;
