/** What layers with parameters share in their backward passes. Not exported. */
@NullMarked
package cnn.layers.gradient;

import org.jspecify.annotations.NullMarked;
