/**
 * Training: {@link cnn.core.train.Trainer} goes through batches and epochs, a {@link cnn.core.train.BatchLoader} reads
 * and augments images ahead on threads of its own, and a {@link cnn.core.train.Checkpoint} lets a run go on where it
 * stopped.
 */
@NullMarked
package cnn.core.train;

import org.jspecify.annotations.NullMarked;
