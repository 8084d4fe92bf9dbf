/** What can be found out about a pipeline by a few steps of its training: a learning rate and a batch to begin with. */
@NullMarked
package cnn.core.find;

import org.jspecify.annotations.NullMarked;
