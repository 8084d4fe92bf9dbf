/** What may be opened at all, who holds a file, and its hash. For the command line, and not for others. */
@NullMarked
package cnn.core.file;

import org.jspecify.annotations.NullMarked;
