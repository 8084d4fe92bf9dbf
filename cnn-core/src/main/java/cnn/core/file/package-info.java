/** What may be opened at all. Not exported. */
@NullMarked
package cnn.core.file;

import org.jspecify.annotations.NullMarked;
