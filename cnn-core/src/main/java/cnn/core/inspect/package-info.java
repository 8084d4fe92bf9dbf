/**
 * A look through data before anybody learns from it: pictures that cannot be read, are tiny or of odd sizes, that are there
 * twice or nearly so, and classes that are empty or uneven. {@link cnn.core.inspect.DataCheck} has it all.
 */
@NullMarked
package cnn.core.inspect;

import org.jspecify.annotations.NullMarked;
