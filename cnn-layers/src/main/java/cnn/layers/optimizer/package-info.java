/** Optimizers: how a gradient changes the parameters. */
@NullMarked
package cnn.layers.optimizer;

import org.jspecify.annotations.NullMarked;
