/** What the ways to compute a convolution share: its shapes, what a way has to do, and how work is cut into tasks. */
@NullMarked
package cnn.layers.convolution.shared;

import org.jspecify.annotations.NullMarked;
