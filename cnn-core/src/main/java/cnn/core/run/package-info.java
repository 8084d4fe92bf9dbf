/**
 * From a pipeline to a model: {@link cnn.core.run.Cnn} is where an application starts, and a
 * {@link cnn.core.run.TrainingRun} is one pipeline, opened, checked and ready to train.
 */
@NullMarked
package cnn.core.run;

import org.jspecify.annotations.NullMarked;
