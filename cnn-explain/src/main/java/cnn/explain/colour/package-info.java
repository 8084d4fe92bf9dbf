/** Numbers as colours whose steps look even. */
@NullMarked
package cnn.explain.colour;

import org.jspecify.annotations.NullMarked;
