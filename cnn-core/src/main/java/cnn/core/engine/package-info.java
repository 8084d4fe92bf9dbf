/**
 * What runs a network: a {@link cnn.core.engine.Session} owns every mutable buffer, allocated once from a
 * {@link cnn.core.engine.Plan}, and {@link cnn.core.engine.Workers} share the work of one layer among threads.
 */
@NullMarked
package cnn.core.engine;

import org.jspecify.annotations.NullMarked;
