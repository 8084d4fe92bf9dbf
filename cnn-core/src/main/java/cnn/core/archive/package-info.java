/**
 * Zip and tar archives as folders that can only be read: {@link cnn.core.archive.Archive} gives the root of one, and all that
 * reads files by {@link java.nio.file.Path} reads its entries. Nothing is unpacked to disk.
 */
@NullMarked
package cnn.core.archive;

import org.jspecify.annotations.NullMarked;
