/** Metrics: how good predictions are, in numbers that people read. */
@NullMarked
package cnn.layers.metric;

import org.jspecify.annotations.NullMarked;
