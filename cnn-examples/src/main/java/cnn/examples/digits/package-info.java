/** Handwritten digits from data to answers: the task of the guides for those who come from another library. */
@NullMarked
package cnn.examples.digits;

import org.jspecify.annotations.NullMarked;
