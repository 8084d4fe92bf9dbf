/**
 * The networks that are measured, each from its published definition, and the {@link cnn.bench.networks.Workload table}
 * of what is measured with them.
 */
@NullMarked
package cnn.bench.networks;

import org.jspecify.annotations.NullMarked;
