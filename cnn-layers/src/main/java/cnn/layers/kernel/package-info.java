/**
 * The arithmetic under the layers in readable scalar Java: the reference whose bits every other set of kernels gives.
 */
@NullMarked
package cnn.layers.kernel;

import org.jspecify.annotations.NullMarked;
