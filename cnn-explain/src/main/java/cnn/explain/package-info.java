/**
 * Looks into any model: what each layer makes of a picture, and which pixels an answer hangs on. {@link cnn.explain.Explainer} is
 * where one begins.
 */
@NullMarked
package cnn.explain;

import org.jspecify.annotations.NullMarked;
