/** How the first values of parameters are drawn. */
@NullMarked
package cnn.layers.init;

import org.jspecify.annotations.NullMarked;
