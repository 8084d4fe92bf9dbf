/**
 * A trained network: a model is immutable and lives in one safetensors file,
 * a predictor answers questions with it from any number of threads.
 */
@NullMarked
package cnn.core.model;

import org.jspecify.annotations.NullMarked;
