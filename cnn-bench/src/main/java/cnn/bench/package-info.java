/**
 * JMH benchmarks, from single kernels to whole training steps. {@code docs/benchmarks.md} has the commands and how to
 * read what they print.
 */
@NullMarked
package cnn.bench;

import org.jspecify.annotations.NullMarked;
