/** The task of {@code cnn.examples.digits} as other libraries' own guides write it, for the guides that compare them line by line. */
@NullMarked
package cnn.bench.peers.digits;

import org.jspecify.annotations.NullMarked;
