/** Words for the messages of all rooms. Not exported. */
@NullMarked
package cnn.layers.text;

import org.jspecify.annotations.NullMarked;
