/**
 * What training is made of: {@link cnn.api.train.Loss}, {@link cnn.api.train.Optimizer},
 * {@link cnn.api.train.Schedule}, {@link cnn.api.train.Metric}, and the {@link cnn.api.train.TrainingListener} that
 * watches it.
 */
@NullMarked
package cnn.api.train;

import org.jspecify.annotations.NullMarked;
