/** Words for messages: the nearest right spelling of a wrong one. Not exported. */
@NullMarked
package cnn.core.text;

import org.jspecify.annotations.NullMarked;
