/** Words for messages: the nearest right spelling of a wrong one, and text from outside made fit to show. Not exported. */
@NullMarked
package cnn.core.text;

import org.jspecify.annotations.NullMarked;
