/**
 * The framework beside other libraries: the same networks, weights and batches in each, every library in a process of
 * its own, their turns interleaved.
 */
@NullMarked
package cnn.bench.peers;

import org.jspecify.annotations.NullMarked;
