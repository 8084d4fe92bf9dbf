/** The bundled examples: one package each. */
@NullMarked
package cnn.examples;

import org.jspecify.annotations.NullMarked;
