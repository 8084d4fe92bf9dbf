/**
 * A trained network: {@link cnn.core.model.Model} is immutable and lives in one safetensors file,
 * {@link cnn.core.model.Predictor} answers questions with it from any number of threads.
 */
@NullMarked
package cnn.core.model;

import org.jspecify.annotations.NullMarked;
