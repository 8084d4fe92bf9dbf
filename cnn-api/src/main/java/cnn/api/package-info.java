/**
 * The words every part of the framework shares: {@link cnn.api.Shape} and {@link cnn.api.Tensor}, how a component is
 * named ({@link cnn.api.Id}) and found ({@link cnn.api.Plugin}), and where chance comes from ({@link cnn.api.Rng}).
 */
@NullMarked
package cnn.api;

import org.jspecify.annotations.NullMarked;
