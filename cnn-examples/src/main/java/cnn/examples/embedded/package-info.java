/** The framework inside an application: training in-process, then answering from many threads. */
@NullMarked
package cnn.examples.embedded;

import org.jspecify.annotations.NullMarked;
